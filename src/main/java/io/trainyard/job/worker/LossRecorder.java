package io.trainyard.job.worker;

import io.trainyard.job.EpochsRecorded;
import io.trainyard.job.Progress;
import io.trainyard.job.history.LossHistory;
import io.trainyard.training.EpochResult;
import io.trainyard.training.RunObserver;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Gathers the epochs of one attempt and appends them to the history, a few hundred milliseconds'
 * worth at a time. An attempt that begins again trains from the start, to the same bits, and only
 * what the history does not hold yet is appended. Used by the thread that trains alone.
 */
final class LossRecorder implements RunObserver {
  private static final int MOST_PENDING = 1_000;
  private static final long LONGEST_PENDING_MILLIS = 200;

  private final Attempt attempt;
  private final LossHistory history;
  private final Insistence insistence;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final List<EpochResult> pending = new ArrayList<>();
  private Progress recorded;
  private long flushedAt;

  /** Begins where the history ends. */
  LossRecorder(
      Attempt attempt,
      Progress recorded,
      LossHistory history,
      Insistence insistence,
      ApplicationEventPublisher events,
      Clock clock) {
    this.attempt = attempt;
    this.recorded = recorded;
    this.history = history;
    this.insistence = insistence;
    this.events = events;
    this.clock = clock;
    this.flushedAt = clock.millis();
  }

  @Override
  public void epochFinished(EpochResult result) {
    boolean isDue = clock.millis() - flushedAt >= LONGEST_PENDING_MILLIS;
    int finished = result.epoch() + 1;
    if (finished <= recorded.epochs_recorded() + pending.size()) { // an attempt before recorded it
      if (isDue || finished == recorded.epochs_recorded()) {
        reach(finished);
      }
      return;
    }
    pending.add(result);
    if (isDue || pending.size() >= MOST_PENDING) {
      flush();
    }
  }

  @Override
  public boolean stopRequested() {
    return attempt.stopRequested();
  }

  private void reach(int finished) {
    insistence.untilDone(
        "note how far %s is".formatted(attempt),
        () -> {
          history.reach(attempt.jobId(), attempt.number(), finished);
          return finished;
        });
    flushedAt = clock.millis();
  }

  /** Has all that is pending in the history; an attempt that is not to write there is stopped. */
  void flush() {
    boolean mine = insistence.untilDone("record losses of " + attempt, this::append);
    if (mine) {
      appended();
    } else {
      attempt.stop();
    }
    flushedAt = clock.millis();
  }

  /**
   * Appends what is pending within the caller's transaction.
   *
   * @return false when the history is no longer for this attempt to write
   */
  boolean append() {
    Progress after = history.append(attempt.jobId(), attempt.number(), recorded, pending);
    if (after == null) {
      return false;
    }
    if (!pending.isEmpty()) {
      events.publishEvent(new EpochsRecorded(attempt.jobId(), List.copyOf(pending)));
    }
    return true;
  }

  /** What was pending is in the history for certain. */
  private void appended() {
    recorded = recorded.after(pending);
    pending.clear();
  }

  /** How far the history will go once what is pending is recorded. */
  Progress progress() {
    return recorded.after(pending);
  }

  /** Gives up what was not recorded yet. */
  void forget() {
    pending.clear();
  }
}
