package io.trainyard.job.history;

import io.trainyard.job.TrainingJob;
import org.jspecify.annotations.Nullable;

/**
 * Which epochs of a history are asked for.
 *
 * @param from the first
 * @param to the one after the last
 * @param max_points most epochs to be given; {@link Integer#MAX_VALUE} for all
 */
public record LossRange(int from, int to, int max_points) {

  /**
   * Epochs that the job's history holds now.
   *
   * @param limit most epochs in a row; null for all that follow
   * @param maxPoints most epochs to be given of these; null for all
   */
  public static LossRange of(
      TrainingJob job, int from, @Nullable Integer limit, @Nullable Integer maxPoints) {
    int recorded = job.progress().epochs_recorded();
    long end = limit == null ? recorded : Math.min(recorded, (long) from + limit);
    return new LossRange(
        from, (int) Math.max(from, end), maxPoints == null ? Integer.MAX_VALUE : maxPoints);
  }

  boolean isThinned() {
    return to - from > max_points;
  }
}
