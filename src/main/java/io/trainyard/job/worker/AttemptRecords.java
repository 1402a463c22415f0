package io.trainyard.job.worker;

import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.job.TrainingJob;
import io.trainyard.training.TrainedModel;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the beginning and the end of an attempt into the job, each in one transaction with all
 * that belongs to it.
 */
@Component
class AttemptRecords {
  /** What the end of an attempt meant for its job. */
  enum Result {
    AT_REST,
    PUT_BACK
  }

  private final Jobs jobs;
  private final JobModels models;
  private final Insistence insistence;
  private final Nodes nodes;
  private final Deadlines deadlines;
  private final Clock clock;

  AttemptRecords(
      Jobs jobs,
      JobModels models,
      Insistence insistence,
      Nodes nodes,
      Deadlines deadlines,
      Clock clock) {
    this.jobs = jobs;
    this.models = models;
    this.insistence = insistence;
    this.nodes = nodes;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  /**
   * Begins an attempt.
   *
   * @return the job as it is now, or null when there is nothing to train
   */
  @Nullable TrainingJob begin(String jobId) {
    return insistence
        .untilDone("begin an attempt at " + jobId, () -> jobs.findToChange(jobId).map(this::begin))
        .filter(job -> job.status() == JobStatus.RUNNING)
        .orElse(null);
  }

  private TrainingJob begin(TrainingJob job) {
    if (job.status().isAtRest()) {
      return job;
    }
    if (deadlines.failIfPassed(job)) {
      return jobs.save(job);
    }
    job.start(now(), nodes.here());
    return jobs.save(job);
  }

  /**
   * Ends an attempt: the last losses, the model and the job's state become visible together.
   *
   * @return what it meant, or null when the job belongs to a later attempt
   */
  @Nullable Result end(Attempt attempt, LossRecorder recorder, Ending ending) {
    return insistence.untilDone(
        "record the end of " + attempt,
        () -> {
          TrainingJob job = jobs.findToChange(attempt.jobId()).orElse(null);
          if (job == null || job.attempt() != attempt.number()) {
            return null;
          }
          if (job.status().isAtRest()) {
            return Result.AT_REST; // a try before arrived, though its answer was lost
          }
          if (!recorder.append()) {
            throw new IllegalStateException(
                "The history of %s does not end where %s left it."
                    .formatted(attempt.jobId(), attempt));
          }
          apply(ending, job);
          jobs.save(job);
          return job.status().isAtRest() ? Result.AT_REST : Result.PUT_BACK;
        });
  }

  private void apply(Ending ending, TrainingJob job) {
    if (job.status() == JobStatus.CANCELLING) {
      keep(ending, job);
      job.leave(now()); // the user's word counts, however the attempt came out
      return;
    }
    switch (ending) {
      case Ending.Trained trained ->
          job.succeed(trained.reason(), models.save(trained.model(), job), now());
      case Ending.Failed failed -> {
        keep(ending, job);
        job.fail(failed.reason(), failed.sentence(), now());
      }
      case Ending.Stopped stopped -> job.leave(now());
    }
  }

  private void keep(Ending ending, TrainingJob job) {
    TrainedModel model = ending.model();
    if (model != null) {
      job.keep(models.save(model, job));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
