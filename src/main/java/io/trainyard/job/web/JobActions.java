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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a user can do with a job that is there. */
@Component
class JobActions {
  private final Jobs jobs;
  private final JobSchedule schedule;
  private final Checkpoints checkpoints;
  private final Nodes nodes;
  private final Clock clock;
  private final TransactionTemplate transaction;

  JobActions(
      Jobs jobs,
      JobSchedule schedule,
      Checkpoints checkpoints,
      Nodes nodes,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.jobs = jobs;
    this.schedule = schedule;
    this.checkpoints = checkpoints;
    this.nodes = nodes;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Stops a job for good: at once where nobody works on it, though its row may still say so. */
  TrainingJob cancel(String id) {
    return change(
        id,
        job -> {
          Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
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
