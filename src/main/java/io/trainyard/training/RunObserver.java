package io.trainyard.training;

/** Follows a run from the thread that trains. */
public interface RunObserver {

  /** Called after each epoch. */
  void epochFinished(EpochResult result);

  /**
   * Asked before every batch; once it says yes the run ends with {@link StopReason#STOP_REQUESTED}.
   */
  boolean stopRequested();
}
