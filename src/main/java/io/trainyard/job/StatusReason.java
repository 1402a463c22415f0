package io.trainyard.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a finished job ended. */
public enum StatusReason {
  /** All epochs are done. */
  MAX_EPOCHS,
  /** The watched loss no longer improved. */
  EARLY_STOPPED,
  /** It has trained for as long as it may. */
  MAX_SECONDS,
  /** The time has come at which it had to end. */
  DEADLINE,
  /** A loss became infinite or not a number. */
  NON_FINITE_LOSS,
  /** A value of the data is none that the model or the loss takes. */
  INVALID_VALUE,
  /** The user stopped it. */
  USER_CANCELLED,
  /** Its worker was lost again and again. */
  WORKER_LOST,
  /** The memory of the server did not suffice. */
  OUT_OF_MEMORY,
  /** An error of the server's own; its log says more. */
  INTERNAL;

  /** The name in JSON and in metrics: {@code max_epochs}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return text();
  }
}
