package io.trainyard.job;

import io.trainyard.signature.Faults;
import io.trainyard.training.RunSpec;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a job begins before others, and when it ends though it is not done.
 *
 * @param priority of the jobs that wait, those of the highest go first
 * @param max_seconds most seconds of training, of all attempts together; null for any
 * @param deadline when it has to have ended; null for never
 */
@Embeddable
public record JobTerms(
    @Column(updatable = false) int priority,
    @Column(updatable = false) @Nullable Double max_seconds,
    @Column(updatable = false) @Nullable Instant deadline) {

  /** Those that a request names. */
  public static JobTerms of(RunSpec spec, Instant now, Faults faults) {
    String deadline = spec.deadline();
    return new JobTerms(
        spec.priority(),
        spec.max_seconds(),
        deadline == null ? null : time(deadline, now, faults.at("deadline")));
  }

  private static @Nullable Instant time(String text, Instant now, Faults faults) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      if (!time.isAfter(now)) {
        faults.add(
            "out_of_range",
            "expects a time to come, got %s; it is %s now"
                .formatted(text, now.truncatedTo(ChronoUnit.SECONDS)));
      }
      return time;
    } catch (DateTimeParseException e) {
      faults.add(
          "invalid_value",
          "expects a time with its offset, as in 2027-01-31T18:00:00Z, got '%s'".formatted(text));
      return null;
    }
  }

  /** Whether the deadline has passed. */
  public boolean isPast(Instant now) {
    return deadline != null && !now.isBefore(deadline);
  }
}
