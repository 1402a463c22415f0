package io.trainyard.job.worker;

import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.job.StatusReason;
import io.trainyard.job.TrainingJob;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fails jobs whose deadline passes while they wait and nothing of them has been trained. What has
 * been begun goes on to a worker, which makes a model of what was learned.
 */
@Component
class Deadlines {
  private static final Limit AT_A_TIME = Limit.of(100);

  private final Jobs jobs;
  private final Places places;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Deadlines(Jobs jobs, Places places, Clock clock, PlatformTransactionManager transactions) {
    this.jobs = jobs;
    this.places = places;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Fails those of all nodes. */
  void failPassed() {
    for (String id : jobs.findPassed(clock.instant(), AT_A_TIME)) {
      transaction.executeWithoutResult(status ->
          jobs.findToChange(id)
              .filter(this::failIfPassed)
              .ifPresent(job -> {
                places.withdraw(id);
                jobs.save(job);
              }));
    }
  }

  /** Fails a job if its deadline has passed before it ever began; returns whether it has. */
  boolean failIfPassed(TrainingJob job) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    boolean passed =
        job.status() == JobStatus.QUEUED && job.startedAt() == null && job.terms().isPast(now);
    if (passed) {
      job.fail(
          StatusReason.DEADLINE,
          "Its deadline, %s, passed while it was in the queue.".formatted(job.terms().deadline()),
          now);
    }
    return passed;
  }
}
