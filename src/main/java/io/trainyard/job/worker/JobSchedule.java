package io.trainyard.job.worker;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The places of jobs in db-scheduler's schedule; changed within the caller's transaction. */
@Component
public class JobSchedule {
  static final String TASK = "training-job";

  private final SchedulerClient scheduler;
  private final JdbcTemplate jdbc;
  private final Clock clock;

  JobSchedule(SchedulerClient scheduler, JdbcTemplate jdbc, Clock clock) {
    this.scheduler = scheduler;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Puts a new job at the end. */
  public void enqueue(String jobId) {
    // as a batch, for a single one is first looked for: ids are never used twice
    scheduler.scheduleBatch(List.of(new TaskInstance<Void>(TASK, jobId)), clock.instant());
  }

  /** Whether a worker has, or has just had, a job: its place is not free yet. */
  public boolean isTaken(String jobId) {
    return !jdbc.queryForList(
            "select task_instance from scheduled_tasks where task_name = ? and task_instance = ?",
            String.class,
            TASK,
            jobId)
        .isEmpty();
  }

  /** Takes a job out, unless a worker has it already, which then finds nothing to do. */
  public void withdraw(String jobId) {
    jdbc.update(
        "delete from scheduled_tasks where task_name = ? and task_instance = ? and picked = false",
        TASK,
        jobId);
  }
}
