package io.trainyard.preparation;

import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import java.util.Arrays;
import java.util.List;

/** {@code (x - median) / (q75 - q25)}, as scikit-learn's class of that name. */
@Summary(
    "Takes the median off each feature and divides by the distance of two quantiles of the training"
        + " rows, which outliers do not move.")
public final class RobustScaler extends Scaler {

  private final boolean centers;
  private final boolean stretches;
  private final double low;
  private final double high;
  private final boolean unitVariance;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param with_centering whether the median becomes 0
   * @param with_scaling whether the distance of the quantiles becomes 1
   * @param quantile_range the two quantiles, in percent
   * @param unit_variance whether numbers with a normal distribution get variance 1
   * @throws IllegalArgumentException for a range that is none
   */
  public RobustScaler(
      @Default("true") boolean with_centering,
      @Default("true") boolean with_scaling,
      @Default("[25.0, 75.0]") List<Double> quantile_range,
      @Default("false") boolean unit_variance) {
    if (quantile_range.size() != 2
        || !(0 <= quantile_range.getFirst()
            && quantile_range.getFirst() <= quantile_range.getLast()
            && quantile_range.getLast() <= 100)) {
      throw new IllegalArgumentException("Invalid quantile range: " + quantile_range);
    }
    this.centers = with_centering;
    this.stretches = with_scaling;
    this.low = quantile_range.getFirst() / 100;
    this.high = quantile_range.getLast() / 100;
    this.unitVariance = unit_variance;
  }

  @Override
  Measure measure(double[] values) {
    Arrays.sort(values);
    double range = Quantiles.linear(values, high) - Quantiles.linear(values, low);
    Measure measure =
        new Measure(centers ? Quantiles.linear(values, 0.5) : 0, stretches ? range : 0)
            .unlessTiny();
    double width = Normal.quantile(high) - Normal.quantile(low);
    return unitVariance && measure.scale() != 0
        ? new Measure(measure.offset(), measure.scale() / width)
        : measure;
  }
}
