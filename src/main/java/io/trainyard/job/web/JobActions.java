package io.trainyard.job.web;

import io.trainyard.job.IllegalTransition;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.job.TrainingJob;
import io.trainyard.job.checkpoint.Checkpoints;
import io.trainyard.job.worker.JobSchedule;
import io.trainyard.job.worker.Nodes;
import io.trainyard.rest.Conflict;
import io.trainyard.rest.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a user can do with a job that is there. */
@Component
class JobActions {
  private static final Duration LONGEST_LEAVE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  private final Jobs jobs;
  private final JobSchedule schedule;
  private final Checkpoints checkpoints;
  private final Nodes nodes;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final TransactionTemplate transaction;

  JobActions(
      Jobs jobs,
      JobSchedule schedule,
      Checkpoints checkpoints,
      Nodes nodes,
      Clock clock,
      LongSupplier nanoTime,
      PlatformTransactionManager transactions) {
    this.jobs = jobs;
    this.schedule = schedule;
    this.checkpoints = checkpoints;
    this.nodes = nodes;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Stops a job for good: at once where nobody works on it, though its row may still say so. */
  TrainingJob cancel(String id) {
    return change(
        id,
        job -> {
          Instant now = now();
          job.cancel(now);
          if (job.status() == JobStatus.CANCELLING && nodes.haveLeft(job.attemptState())) {
            job.leave(now);
          }
          if (job.status() == JobStatus.CANCELLED) {
            schedule.withdraw(id);
          }
          jobs.save(job);
        });
  }

  /** Puts a job by: at once where nobody works on it. */
  TrainingJob pause(String id) {
    return change(
        id,
        job -> {
          job.pause();
          if (job.status() == JobStatus.PAUSING && nodes.haveLeft(job.attemptState())) {
            job.leave(now());
          }
          if (job.status() == JobStatus.PAUSED) {
            schedule.withdraw(id);
          }
          jobs.save(job);
        });
  }

  /** Lets a job go on that was put by. */
  TrainingJob resume(String id) {
    return resume(id, job -> {});
  }

  /**
   * Lets a paused job go on with more epochs.
   *
   * @param spec its request with so many
   */
  TrainingJob resume(String id, int epochs, String spec) {
    return resume(id, job -> job.raise(epochs, spec));
  }

  /** Its worker may still be about to give its place up. */
  private TrainingJob resume(String id, Consumer<TrainingJob> before) {
    long end = nanoTime.getAsLong() + LONGEST_LEAVE.toNanos();
    while (true) {
      try {
        return change(
            id,
            job -> {
              boolean wasPaused = job.status() == JobStatus.PAUSED;
              before.accept(job);
              job.resume(now());
              if (wasPaused) {
                requireFree(id);
                schedule.enqueue(job);
              }
              jobs.save(job);
            });
      } catch (PlaceTaken e) {
        if (nanoTime.getAsLong() >= end) {
          throw new Conflict("The worker of job %s has not left it yet; try again.".formatted(id));
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  private void requireFree(String id) {
    if (schedule.isTaken(id)) {
      throw new PlaceTaken();
    }
  }

  /** The place of a job in the schedule still belongs to a worker that has put the job by. */
  private static final class PlaceTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  TrainingJob edit(String id, JobPatch patch) {
    return change(
        id,
        job -> {
          patch.apply(job);
          jobs.save(job);
        });
  }

  /** Deletes a finished job with its losses; its model stays. */
  void delete(String id) {
    change(
        id,
        job -> {
          job.delete();
          checkpoints.deleteAll(id);
          jobs.delete(job);
        });
  }

  private TrainingJob change(String id, Consumer<TrainingJob> change) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          TrainingJob job = jobs.findToChange(id).orElseThrow(() -> new NotFound("job", id));
          try {
            change.accept(job);
          } catch (IllegalTransition e) {
            throw new Conflict(
                String.valueOf(e.getMessage()),
                Map.of("job_status", e.status(), "allowed_actions", e.status().allowedActions()));
          }
          return job;
        }));
  }
}
