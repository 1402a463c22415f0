package io.trainyard.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a job stands. {@link #mayBecome} is the one table of what may follow what; whatever is not
 * in it is refused.
 */
public enum JobStatus {
  /** Waits for a worker. */
  QUEUED,
  /** A worker trains it. */
  RUNNING,
  /** A worker still trains it and has been told to put it by. */
  PAUSING,
  /** It waits for the user to resume it, and goes on from its newest checkpoint then. */
  PAUSED,
  /** A worker still trains it and has been told to stop. */
  CANCELLING,
  /** It was trained to its end and has its model. */
  SUCCEEDED,
  /** It could not be trained to its end; what its finished epochs have learned is a model. */
  FAILED,
  /** The user stopped it; what its finished epochs have learned is a model. */
  CANCELLED;

  private static final Set<JobStatus> FINISHED = Set.of(SUCCEEDED, FAILED, CANCELLED);

  /**
   * Whether a job in this state may go over to another. A running job may start to run again: its
   * worker was lost and another has taken it. It may go back to the queue: its worker stops.
   */
  public boolean mayBecome(JobStatus next) {
    return switch (this) {
      case QUEUED -> next == RUNNING || next == PAUSED || next == CANCELLED || next == FAILED;
      case RUNNING ->
          next == RUNNING
              || next == QUEUED
              || next == PAUSING
              || next == CANCELLING
              || next == SUCCEEDED
              || next == FAILED;
      case PAUSING ->
          next == PAUSED
              || next == RUNNING
              || next == CANCELLING
              || next == SUCCEEDED
              || next == FAILED;
      case PAUSED -> next == QUEUED || next == CANCELLED;
      case CANCELLING -> next == CANCELLED;
      case SUCCEEDED, FAILED, CANCELLED -> false;
    };
  }

  /** Whether nothing will happen to the job any more. */
  public boolean isFinished() {
    return FINISHED.contains(this);
  }

  /** Whether no worker has to do with the job, now and until the user says more. */
  public boolean isAtRest() {
    return isFinished() || this == PAUSED;
  }

  /** What a user can do with a job in this state, by the names in the API's paths and methods. */
  public List<String> allowedActions() {
    return switch (this) {
      case QUEUED, RUNNING -> List.of("cancel", "pause");
      case PAUSING, PAUSED -> List.of("cancel", "pause", "resume");
      case CANCELLING -> List.of("cancel");
      case CANCELLED -> List.of("cancel", "delete");
      case SUCCEEDED, FAILED -> List.of("delete");
    };
  }

  /** The name in JSON and in metrics: {@code running}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of that name. */
  public static Optional<JobStatus> of(String text) {
    return Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return text();
  }
}
