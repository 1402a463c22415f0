package io.trainyard.preparation;

import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code (x - min) / (max - min)}, as scikit-learn's class of that name. */
@Summary("Moves and stretches each feature to the range from 0 to 1 over the training rows.")
public final class MinMaxScaler extends Scaler {

  private final List<Double> range;
  private final boolean clips;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param feature_range what the smallest and the largest number become
   * @param clip whether later numbers stay in that range too
   * @throws IllegalArgumentException for a range that is none
   */
  public MinMaxScaler(
      @Default("[0, 1]") List<Double> feature_range, @Default("false") boolean clip) {
    if (feature_range.size() != 2 || !(feature_range.getFirst() < feature_range.getLast())) {
      throw new IllegalArgumentException(
          "Minimum of desired feature range must be smaller than maximum. Got " + feature_range);
    }
    this.range = feature_range;
    this.clips = clip;
  }

  @Override
  Measure measure(double[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return new Measure(min, max - min).unlessTiny();
  }

  @Override
  double least() {
    return range.getFirst();
  }

  @Override
  double width() {
    return range.getLast() - range.getFirst();
  }

  @Override
  @Nullable List<Double> clip() {
    return clips ? range : null;
  }
}
