package io.trainyard.job.web;

import io.trainyard.dataset.DataSets;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.job.Submission;
import io.trainyard.job.TrainingJob;
import io.trainyard.job.plan.InitialStates;
import io.trainyard.job.plan.WaitingPlans;
import io.trainyard.job.worker.Attempts;
import io.trainyard.job.worker.JobSchedule;
import io.trainyard.limits.Limits;
import io.trainyard.rest.Busy;
import io.trainyard.rest.Ids;
import io.trainyard.rest.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets jobs into the queue, as long as there is room. */
@Component
class Submissions {
  private static final Duration WORTH_ANOTHER_TRY = Duration.ofSeconds(5);

  private final Jobs jobs;
  private final InitialStates initialStates;
  private final WaitingPlans plans;
  private final JobSchedule schedule;
  private final IdempotencyKeys keys;
  private final Attempts attempts;
  private final DataSets dataSets;
  private final Ids ids;
  private final Limits limits;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final AtomicInteger arriving = new AtomicInteger();

  Submissions(
      Jobs jobs,
      InitialStates initialStates,
      WaitingPlans plans,
      JobSchedule schedule,
      IdempotencyKeys keys,
      Attempts attempts,
      DataSets dataSets,
      Ids ids,
      Limits limits,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.jobs = jobs;
    this.initialStates = initialStates;
    this.plans = plans;
    this.schedule = schedule;
    this.keys = keys;
    this.attempts = attempts;
    this.dataSets = dataSets;
    this.ids = ids;
    this.limits = limits;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Queues a job.
   *
   * @param key of the request; null for none
   * @throws org.springframework.dao.DuplicateKeyException when a job has come of that key meanwhile
   * @throws Busy when the queue is full
   * @throws Unavailable when the service is stopping
   */
  TrainingJob submit(Submission submission, IdempotencyKeys.@Nullable Key key) {
    if (attempts.isStopping()) {
      throw new Unavailable("The service is stopping and takes no more jobs.");
    }
    // Counted before the queue is, so that those arriving together cannot all take the last place.
    int arrivals = arriving.incrementAndGet();
    String id = ids.next(TrainingJob.PREFIX);
    plans.keep(id, submission.plan()); // before a worker can see the job
    try {
      return Objects.requireNonNull(
          transaction.execute(status -> queue(id, submission, key, arrivals)));
    } catch (RuntimeException e) {
      plans.forget(id);
      throw e;
    } finally {
      arriving.decrementAndGet();
    }
  }

  private TrainingJob queue(
      String id, Submission submission, IdempotencyKeys.@Nullable Key key, int arrivals) {
    long queued = jobs.countByStatus(JobStatus.QUEUED);
    if (queued + arrivals > limits.queue_length()) {
      throw new Busy(
          "The queue is full: %d jobs wait (limit 'queue_length' is %d)."
              .formatted(queued, limits.queue_length()),
          WORTH_ANOTHER_TRY);
    }
    dataSets.hold(submission.dataset().id());
    TrainingJob job =
        jobs.save(new TrainingJob(id, submission, clock.instant().truncatedTo(ChronoUnit.MICROS)));
    if (submission.initialState() != null) {
      jobs.flush();
      initialStates.save(job.id(), submission.initialState());
    }
    if (key != null) {
      jobs.flush();
      keys.keep(key, job.id());
    }
    schedule.enqueue(job);
    return job;
  }
}
