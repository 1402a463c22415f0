package io.trainyard.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.trainyard.job.AttemptCause;
import io.trainyard.job.CheckpointStored;
import io.trainyard.job.EpochsRecorded;
import io.trainyard.job.JobFinished;
import io.trainyard.job.JobStarted;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobSubmitted;
import io.trainyard.job.StatusReason;
import io.trainyard.training.EpochResult;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Counts and times what happens to all jobs together. Every series whose labels are known stands at
 * zero from the start, so that a rate sees the first event too.
 */
@Component
class JobMeters {
  private static final Duration[] WAITS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofDays(1)
  };

  private static final Duration[] EPOCHS = {
    Duration.ofNanos(10_000),
    Duration.ofNanos(50_000),
    Duration.ofNanos(100_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofHours(1)
  };

  private final MeterRegistry registry;
  private final Counter submitted;
  private final Timer queueWait;
  private final Timer epochDuration;
  private final Counter epochs;
  private final Counter samples;
  private final Counter steps;
  private final Counter nonFinite;
  private final Timer checkpointDuration;
  private final Counter checkpointBytes;

  JobMeters(MeterRegistry registry) {
    this.registry = registry;
    submitted = counter("trainyard.jobs.submitted", "Jobs accepted.");
    queueWait =
        timer("trainyard.job.queue.wait", "Time a job stood in the queue.", WAITS)
            .register(registry);
    epochDuration =
        timer("trainyard.epoch.duration", "Time of one epoch.", EPOCHS).register(registry);
    epochs = counter("trainyard.epochs", "Epochs trained.");
    samples = counter("trainyard.samples", "Rows that went through training.");
    steps = counter("trainyard.optimizer.steps", "Optimizer steps made.");
    checkpointDuration =
        timer("trainyard.checkpoint.duration", "Time a checkpoint took to be written.", EPOCHS)
            .register(registry);
    checkpointBytes = counter("trainyard.checkpoint.bytes", "Bytes of checkpoints written.");
    nonFinite = counter("trainyard.non.finite", "Epochs with a loss that is NaN or infinite.");
    for (AttemptCause cause : AttemptCause.values()) {
      attempts(cause);
    }
    for (StatusReason reason : StatusReason.values()) {
      finished(outcome(reason), reason);
      duration(outcome(reason));
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(JobSubmitted event) {
    submitted.increment();
  }

  @EventListener
  void on(CheckpointStored event) {
    checkpointDuration.record(event.duration());
    checkpointBytes.increment((double) event.bytes());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(JobStarted event) {
    attempts(event.cause()).increment();
    queueWait.record(event.queueWait());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(EpochsRecorded event) {
    for (EpochResult result : event.results()) {
      epochs.increment();
      samples.increment((double) result.samples());
      steps.increment((double) result.steps());
      epochDuration.record(Duration.ofNanos(Math.round(result.seconds() * 1e9)));
      Double testLoss = result.test_loss();
      if (!Double.isFinite(result.train_loss())
          || (testLoss != null && !Double.isFinite(testLoss))) {
        nonFinite.increment();
      }
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(JobFinished event) {
    finished(event.outcome(), event.reason()).increment();
    if (event.duration() != null) {
      duration(event.outcome()).record(event.duration());
    }
  }

  private static JobStatus outcome(StatusReason reason) {
    return switch (reason) {
      case MAX_EPOCHS, EARLY_STOPPED, MAX_SECONDS, DEADLINE -> JobStatus.SUCCEEDED;
      case USER_CANCELLED -> JobStatus.CANCELLED;
      case NON_FINITE_LOSS, INVALID_VALUE, WORKER_LOST, OUT_OF_MEMORY, INTERNAL -> JobStatus.FAILED;
    };
  }

  private Counter attempts(AttemptCause cause) {
    return Counter.builder("trainyard.job.attempts")
        .description("Attempts begun, by why.")
        .tag("cause", cause.text())
        .register(registry);
  }

  private Timer duration(JobStatus outcome) {
    return timer("trainyard.job.duration", "Time from a job's first attempt to its end.", WAITS)
        .tag("outcome", outcome.text())
        .register(registry);
  }

  private Counter finished(JobStatus outcome, StatusReason reason) {
    return Counter.builder("trainyard.jobs.finished")
        .description("Jobs ended, by how and why.")
        .tag("outcome", outcome.text())
        .tag("reason", reason.text())
        .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private static Timer.Builder timer(String name, String description, Duration[] buckets) {
    return Timer.builder(name).description(description).serviceLevelObjectives(buckets);
  }
}
