package io.trainyard.job.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.trainyard.tensor.Cores;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Sets up db-scheduler: it picks due jobs from the database, beats for those that run here, and
 * revives those of a node that beats no more.
 */
@Configuration(proxyBeanMethods = false)
class JobScheduling {
  /** How late this node finds a job that another one queued while it was free. */
  private static final Duration BETWEEN_POLLS = Duration.ofSeconds(1);

  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(5);
  private static final Duration LONGEST_BATCH_AT_STOP = Duration.ofSeconds(10);
  private static final int MISSED_HEARTBEATS = 4;

  @Bean
  Cores cores() {
    return new Cores(Runtime.getRuntime().availableProcessors());
  }

  @Bean
  CustomTask<Void> trainingTask(JobRunner runner) {
    return Tasks.custom(JobSchedule.TASK, Void.class)
        .onFailure(new OnFailureRetryLater<>(BEFORE_ANOTHER_TRY))
        .execute((job, context) -> runner.run(job.getId()));
  }

  @Bean(destroyMethod = "") // the workers start and stop it
  @DependsOnDatabaseInitialization
  Scheduler scheduler(
      DataSource dataSource,
      CustomTask<Void> trainingTask,
      Nodes nodes,
      JobSettings settings,
      Clock clock) {
    return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), List.of(trainingTask))
        .clock(clock::instant)
        .enablePriority()
        .jdbcCustomization(new DefaultJdbcCustomization(false)) // plain SQL, the same on both
        .schedulerName(new SchedulerName.Fixed(nodes.here().node_id()))
        .threads(settings.workers())
        .executorService(
            Executors.newFixedThreadPool(
                settings.workers(), Thread.ofPlatform().name("trainer-", 1).factory()))
        .pollingInterval(BETWEEN_POLLS)
        .heartbeatInterval(settings.heartbeat())
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(LONGEST_BATCH_AT_STOP)
        .build();
  }
}
