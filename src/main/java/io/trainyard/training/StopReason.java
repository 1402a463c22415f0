package io.trainyard.training;

/** Why a run ended. */
public enum StopReason {
  /** All epochs are done. */
  MAX_EPOCHS,
  /** The watched loss did not improve for as long as the spec waits. */
  EARLY_STOPPED,
  /** A loss became infinite or not a number; the epoch that shows it is the last result. */
  NON_FINITE_LOSS,
  /** The observer asked for it. */
  STOP_REQUESTED
}
