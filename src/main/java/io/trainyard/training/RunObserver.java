package io.trainyard.training;

/** Follows a run from the thread that trains. */
public interface RunObserver {

  /** Called after each epoch. */
  void epochFinished(EpochResult result);

  /**
   * Asked before every batch; once it says yes the run ends with {@link StopReason#STOP_REQUESTED}.
   */
  boolean stopRequested();

  /** Asked before every batch that is begun: whether to be handed a {@link #checkpoint} now. */
  default boolean checkpointDue() {
    return false;
  }

  /**
   * Gets a copy of all that the run needs to go on from here; the run waits for no more than the
   * return.
   */
  default void checkpoint(RunCheckpoint checkpoint) {}
}
