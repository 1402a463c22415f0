package io.trainyard.job.worker;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import io.trainyard.job.AttemptEnded;
import io.trainyard.job.StatusReason;
import io.trainyard.job.TrainingJob;
import io.trainyard.job.checkpoint.Checkpoints;
import io.trainyard.job.history.LossHistory;
import io.trainyard.job.plan.CannotBePrepared;
import io.trainyard.job.plan.JobPlans;
import io.trainyard.limits.MemoryBudget;
import io.trainyard.store.Reserve;
import io.trainyard.tensor.Cores;
import io.trainyard.tensor.Interruption;
import io.trainyard.tensor.ValueException;
import io.trainyard.training.RunOutcome;
import io.trainyard.training.RunPlan;
import io.trainyard.training.StopReason;
import io.trainyard.training.Table;
import io.trainyard.training.TrainedModel;
import io.trainyard.training.TrainingRun;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Works on a job, on a worker's thread, from the beginning of an attempt to its end: this is the
 * boundary that lets nothing through and always records what happened.
 */
@Component
class JobRunner {
  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

  private final Admission admission;
  private final AttemptRecords records;
  private final Attempts attempts;
  private final JobPlans plans;
  private final LossHistory history;
  private final Resumption resumption;
  private final Checkpoints checkpoints;
  private final Reserve reserve;
  private final Insistence insistence;
  private final ApplicationEventPublisher events;
  private final Cores cores;
  private final Clock clock;
  private final LongSupplier nanoTime;

  JobRunner(
      Admission admission,
      AttemptRecords records,
      Attempts attempts,
      JobPlans plans,
      LossHistory history,
      Resumption resumption,
      Checkpoints checkpoints,
      Reserve reserve,
      Insistence insistence,
      ApplicationEventPublisher events,
      Cores cores,
      Clock clock,
      LongSupplier nanoTime) {
    this.admission = admission;
    this.records = records;
    this.attempts = attempts;
    this.plans = plans;
    this.history = history;
    this.resumption = resumption;
    this.checkpoints = checkpoints;
    this.reserve = reserve;
    this.insistence = insistence;
    this.events = events;
    this.cores = cores;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Makes an attempt at a job as soon as there is room for it; what is returned says what becomes
   * of its place in the schedule.
   */
  CompletionHandler<Void> run(String jobId) {
    try (MemoryBudget.Share room = admission.await(jobId)) {
      if ((room == null && attempts.isStopping()) || admission.isPutBack(jobId, room)) {
        return place(AttemptRecords.Result.PUT_BACK);
      }
      TrainingJob job = records.begin(jobId);
      return job == null ? new CompletionHandler.OnCompleteRemove<>() : attempt(job);
    }
  }

  private CompletionHandler<Void> attempt(TrainingJob job) {
    Attempt attempt = attempts.begin(job.id(), job.attempt());
    try {
      LossRecorder recorder =
          new LossRecorder(attempt, job.progress(), history, insistence, events, clock);
      Ending ending = train(job, attempt, recorder);
      return place(record(attempt, recorder, ending));
    } finally {
      attempts.end(attempt);
      events.publishEvent(new AttemptEnded(job.id(), attempt.number()));
    }
  }

  private Ending train(TrainingJob job, Attempt attempt, LossRecorder recorder) {
    AtomicReference<@Nullable TrainingRun> begun = new AtomicReference<>();
    try {
      return Interruption.during(
          attempt::checkNotStopped,
          () -> {
            JobPlans.Prepared prepared =
                insistence.untilRead("read what " + attempt + " needs", () -> plans.prepare(job));
            Table table = new PatientTable(prepared.table(), insistence);
            return cores.share(() -> {
              TrainingRun run = resumption.run(job.id(), prepared.plan(), table);
              begun.set(run);
              return follow(run, job, attempt, prepared.plan(), recorder);
            });
          });
    } catch (AttemptStopped e) {
      return new Ending.Stopped(kept(begun.get()));
    } catch (CannotBePrepared e) {
      return failed(StatusReason.INTERNAL, e.sentence(), begun.get());
    } catch (ValueException e) {
      return failed(
          StatusReason.INVALID_VALUE,
          "The data has a value that the model or the loss does not take: %s."
              .formatted(e.getMessage()),
          begun.get());
    } catch (OutOfMemoryError e) {
      log.error("The memory did not suffice for the job {}.", job.id(), e);
      return failed(
          StatusReason.OUT_OF_MEMORY,
          "The memory of the server did not suffice; it was estimated at %d bytes."
              .formatted(job.memoryBytes()),
          begun.get());
    } catch (DataAccessException | TransactionException e) {
      return attempts.isStopping()
          ? new Ending.Stopped(kept(begun.get())) // the next start can wait for the database
          : internal(job, e, begun.get());
    } catch (Throwable e) {
      return internal(job, e, begun.get());
    }
  }

  private Ending follow(
      TrainingRun run, TrainingJob job, Attempt attempt, RunPlan plan, LossRecorder losses) {
    TimeLimit time = new TimeLimit(job, clock, nanoTime);
    CheckpointRecorder recorder =
        new CheckpointRecorder(
            attempt, plan.checkpointRule(), time, losses, checkpoints, reserve, events, nanoTime);
    try {
      RunOutcome outcome = run.run(recorder);
      StatusReason limit = time.reached();
      if (outcome.reason() == StopReason.STOP_REQUESTED
          && limit != null
          && !attempt.stopRequested()) {
        return Ending.outOfTime(limit, time, outcome.model());
      }
      if (outcome.reason() == StopReason.STOP_REQUESTED
          && (attempts.isStopping() || attempt.isPausing())) {
        recorder.last(run.checkpoint());
      }
      return Ending.of(outcome, losses.progress());
    } finally {
      recorder.await();
    }
  }

  private static Ending internal(TrainingJob job, Throwable cause, @Nullable TrainingRun run) {
    log.error("The job {} failed for a reason of our own.", job.id(), cause);
    return failed(
        StatusReason.INTERNAL,
        "Training ended with an error of the server's own; its log says more under the job's id.",
        run);
  }

  private static Ending failed(StatusReason reason, String sentence, @Nullable TrainingRun run) {
    return new Ending.Failed(reason, sentence, kept(run));
  }

  private static @Nullable TrainedModel kept(@Nullable TrainingRun run) {
    return run == null ? null : run.kept();
  }

  private AttemptRecords.@Nullable Result record(
      Attempt attempt, LossRecorder recorder, Ending ending) {
    try {
      return records.end(attempt, recorder, ending);
    } catch (RuntimeException | OutOfMemoryError e) {
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
              "What was trained could not be stored; the server's log says more under the job's id.",
              null));
    }
  }

  private CompletionHandler<Void> place(AttemptRecords.@Nullable Result result) {
    return switch (result) {
      case AT_REST -> new CompletionHandler.OnCompleteRemove<>();
      case PUT_BACK -> // where it was before, which is in front of those that came later
          (complete, operations) ->
              operations.reschedule(complete, complete.getExecution().executionTime);
      case null -> (complete, operations) -> {}; // the place belongs to a later attempt
    };
  }
}
