package io.trainyard.job;

import java.util.Locale;

/** Why an attempt at a job began. */
public enum AttemptCause {
  /** It is the first. */
  SUBMITTED,
  /** The worker of the attempt before had to stop and put the job back. */
  PUT_BACK,
  /** The worker of the attempt before was lost. */
  WORKER_LOST;

  /** Why that of this number begins. */
  static AttemptCause of(int attempt, boolean isLost) {
    return isLost ? WORKER_LOST : attempt == 1 ? SUBMITTED : PUT_BACK;
  }

  /** The name in metrics: {@code worker_lost}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return text();
  }
}
