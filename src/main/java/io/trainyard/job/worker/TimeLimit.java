package io.trainyard.job.worker;

import io.trainyard.job.JobTerms;
import io.trainyard.job.StatusReason;
import io.trainyard.job.TrainingJob;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How long an attempt may train. It begins when this is made. */
final class TimeLimit {
  private final JobTerms terms;
  private final double secondsBefore;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final long begun;

  /** That of an attempt which goes on with what attempts before have trained. */
  TimeLimit(TrainingJob job, Clock clock, LongSupplier nanoTime) {
    this.terms = job.terms();
    this.secondsBefore = job.progress().training_seconds();
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
  }

  /** Which limit is reached; null for none. */
  @Nullable StatusReason reached() {
    Double most = terms.max_seconds();
    if (most != null && secondsBefore + (nanoTime.getAsLong() - begun) / 1e9 >= most) {
      return StatusReason.MAX_SECONDS;
    }
    return terms.deadline() != null && terms.isPast(clock.instant()) ? StatusReason.DEADLINE : null;
  }

  /** Why nothing has come of it. */
  String sentence(StatusReason reached) {
    return reached == StatusReason.DEADLINE
        ? "No epoch was over at its deadline, %s.".formatted(terms.deadline())
        : "No epoch was over after the %s seconds of 'max_seconds'.".formatted(terms.max_seconds());
  }
}
