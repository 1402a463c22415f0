package io.trainyard.job;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import io.trainyard.tensor.Cores;
import io.trainyard.tensor.ValueException;
import io.trainyard.training.RunOutcome;
import io.trainyard.training.RunPlan;
import io.trainyard.training.TrainingRun;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Works on a job, on a worker's thread, from the beginning of an attempt to its end: this is the
 * boundary that lets nothing through and always records what happened.
 */
@Component
class JobRunner {
  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

  private final AttemptRecords records;
  private final Attempts attempts;
  private final JobPlans plans;
  private final LossHistory history;
  private final Insistence insistence;
  private final ApplicationEventPublisher events;
  private final Cores cores;
  private final Clock clock;
  private final LongSupplier nanoTime;

  JobRunner(
      AttemptRecords records,
      Attempts attempts,
      JobPlans plans,
      LossHistory history,
      Insistence insistence,
      ApplicationEventPublisher events,
      Cores cores,
      Clock clock,
      LongSupplier nanoTime) {
    this.records = records;
    this.attempts = attempts;
    this.plans = plans;
    this.history = history;
    this.insistence = insistence;
    this.events = events;
    this.cores = cores;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Makes an attempt at a job; what is returned says what becomes of its place in the schedule. */
  CompletionHandler<Void> run(String jobId) {
    TrainingJob job = records.begin(jobId);
    if (job == null) {
      return new CompletionHandler.OnCompleteRemove<>();
    }
    Attempt attempt = attempts.begin(jobId, job.attempt());
    try {
      LossRecorder recorder =
          new LossRecorder(attempt, job.progress(), history, insistence, events, clock);
      Ending ending = train(job, recorder);
      return place(record(attempt, recorder, ending));
    } finally {
      attempts.end(attempt);
      events.publishEvent(new AttemptEnded(jobId, attempt.number()));
    }
  }

  private Ending train(TrainingJob job, LossRecorder recorder) {
    try {
      JobPlans.Prepared prepared = plans.prepare(job);
      RunPlan plan = prepared.plan();
      RunOutcome outcome =
          cores.share(() -> new TrainingRun(plan, prepared.table(), nanoTime).run(recorder));
      return Ending.of(outcome, recorder.progress());
    } catch (CannotBePrepared e) {
      return new Ending.Failed(StatusReason.INTERNAL, e.sentence());
    } catch (ValueException e) {
      return new Ending.Failed(
          StatusReason.INVALID_VALUE,
          "The data has a value that the model or the loss does not take: %s."
              .formatted(e.getMessage()));
    } catch (OutOfMemoryError e) {
      log.error("The memory did not suffice for the job {}.", job.id(), e);
      return new Ending.Failed(
          StatusReason.OUT_OF_MEMORY,
          "The memory of the server did not suffice; it was estimated at %d bytes."
              .formatted(job.memoryBytes()));
    } catch (Throwable e) {
      log.error("The job {} failed for a reason of our own.", job.id(), e);
      return new Ending.Failed(
          StatusReason.INTERNAL,
          "Training ended with an error of the server's own; its log says more under the job's id.");
    }
  }

  private AttemptRecords.@Nullable Result record(
      Attempt attempt, LossRecorder recorder, Ending ending) {
    try {
      return records.end(attempt, recorder, ending);
    } catch (RuntimeException e) {
      if (attempts.isStopping()) {
        throw e; // the database is away, and the next start finds the job as it was
      }
      log.error("The end of {} could not be recorded.", attempt, e);
      recorder.forget();
      return records.end(
          attempt,
          recorder,
          new Ending.Failed(
              StatusReason.INTERNAL,
              "What was trained could not be stored; the server's log says more under the job's id."));
    }
  }

  private CompletionHandler<Void> place(AttemptRecords.@Nullable Result result) {
    return switch (result) {
      case FINISHED -> new CompletionHandler.OnCompleteRemove<>();
      case PUT_BACK -> // where it was before, which is in front of those that came later
          (complete, operations) ->
              operations.reschedule(complete, complete.getExecution().executionTime);
      case null -> (complete, operations) -> {}; // the place belongs to a later attempt
    };
  }
}
