package io.trainyard.job.worker;

import io.trainyard.job.CheckpointStored;
import io.trainyard.job.checkpoint.Checkpoints;
import io.trainyard.store.Reserve;
import io.trainyard.training.CheckpointRule;
import io.trainyard.training.EpochResult;
import io.trainyard.training.RunCheckpoint;
import io.trainyard.training.RunObserver;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Has checkpoints of one attempt stored, besides its losses. The thread that trains makes a copy
 * between two batches; another writes it. One that cannot be stored is given up: another is due
 * soon. Used by the thread that trains alone.
 */
final class CheckpointRecorder implements RunObserver {
  private static final Logger log = LoggerFactory.getLogger(CheckpointRecorder.class);

  /** Training takes at least so many times as long as writing: 2 % of the time is written. */
  private static final int SHARE_OF_TRAINING = 50;

  private final Attempt attempt;
  private final CheckpointRule rule;
  private final TimeLimit time;
  private final LossRecorder losses;
  private final Checkpoints checkpoints;
  private final Reserve reserve;
  private final ApplicationEventPublisher events;
  private final LongSupplier nanoTime;
  private @Nullable Thread writer;
  private volatile long nanosOfWriting;
  private long latest;
  private boolean epochIsDue;

  CheckpointRecorder(
      Attempt attempt,
      CheckpointRule rule,
      TimeLimit time,
      LossRecorder losses,
      Checkpoints checkpoints,
      Reserve reserve,
      ApplicationEventPublisher events,
      LongSupplier nanoTime) {
    this.attempt = attempt;
    this.rule = rule;
    this.time = time;
    this.losses = losses;
    this.checkpoints = checkpoints;
    this.reserve = reserve;
    this.events = events;
    this.nanoTime = nanoTime;
    this.latest = nanoTime.getAsLong();
  }

  @Override
  public void epochFinished(EpochResult result) {
    losses.epochFinished(result);
    Integer every = rule.every_epochs();
    epochIsDue |= every != null && (result.epoch() + 1) % every == 0;
  }

  @Override
  public boolean stopRequested() {
    return attempt.stopRequested() || time.reached() != null;
  }

  @Override
  public boolean checkpointDue() {
    return epochIsDue || timeIsDue();
  }

  private boolean timeIsDue() {
    Double seconds = rule.every_seconds();
    return seconds != null
        && nanoTime.getAsLong() - latest
            >= Math.max(seconds * 1e9, (double) SHARE_OF_TRAINING * nanosOfWriting)
        && !isWriting();
  }

  private boolean isWriting() {
    return writer != null && writer.isAlive();
  }

  @Override
  public void checkpoint(RunCheckpoint checkpoint) {
    await();
    epochIsDue = false;
    latest = nanoTime.getAsLong();
    losses.flush(); // what it goes on from is recorded first
    if (!attempt.stopRequested()) {
      writer = Thread.ofPlatform().name("checkpoint of " + attempt).start(() -> write(checkpoint));
    }
  }

  /** Stores a last one, of a run that has stopped. */
  void last(RunCheckpoint checkpoint) {
    await();
    losses.flush();
    write(checkpoint);
  }

  /** Waits until nothing is being written. */
  void await() {
    Thread writing = writer;
    if (writing != null) {
      boolean interrupted = false;
      while (writing.isAlive()) {
        try {
          writing.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void write(RunCheckpoint checkpoint) {
    long began = nanoTime.getAsLong();
    try {
      if (!reserve.isLow()
          && checkpoints.save(attempt.jobId(), attempt.number(), checkpoint, rule)) {
        Duration duration = Duration.ofNanos(nanoTime.getAsLong() - began);
        events.publishEvent(new CheckpointStored(attempt.jobId(), checkpoint.bytes(), duration));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      log.warn("A {} of {} could not be stored.", checkpoint, attempt, e);
    } finally {
      nanosOfWriting = nanoTime.getAsLong() - began;
    }
  }
}
