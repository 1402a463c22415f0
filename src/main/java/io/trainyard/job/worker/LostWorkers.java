package io.trainyard.job.worker;

import io.trainyard.job.AttemptState;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.job.TrainingJob;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sees to jobs whose workers have gone, so that they need not wait until heartbeats are missed. */
@Component
class LostWorkers {
  private final Jobs jobs;
  private final Nodes nodes;
  private final Clock clock;
  private final TransactionTemplate transaction;

  LostWorkers(Jobs jobs, Nodes nodes, Clock clock, PlatformTransactionManager transactions) {
    this.jobs = jobs;
    this.nodes = nodes;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Ends a job that is to stop and that nobody works on; lets another attempt at one begin. */
  void seeTo(AttemptState attempt) {
    boolean toStop = attempt.status() != JobStatus.RUNNING;
    if (toStop ? nodes.haveLeft(attempt) : nodes.isGone(attempt)) {
      transaction.executeWithoutResult(status ->
          jobs.findToChange(attempt.jobId())
              .filter(job -> job.attempt() == attempt.attempt())
              .ifPresent(this::release));
    }
  }

  private void release(TrainingJob job) {
    switch (job.status()) {
      case PAUSING, CANCELLING -> {
        job.leave(clock.instant().truncatedTo(ChronoUnit.MICROS));
        jobs.save(job);
      }
      case RUNNING -> nodes.stopWaitingFor(job.attemptState());
      default -> {}
    }
  }
}
