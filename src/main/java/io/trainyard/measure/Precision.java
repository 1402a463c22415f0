package io.trainyard.measure;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;
import org.jspecify.annotations.Nullable;

/** {@code right / predicted} of a class, as scikit-learn's {@code precision_score}. */
@Named("precision")
@Summary("The share of the rows predicted to be of a class that are.")
public final class Precision extends CountMetric implements ClassAverage.Share {

  private final ClassAverage average;
  private final double zero_division;

  /**
   * @param average how the classes become one number
   * @param zero_division what it is where there is nothing to divide by
   */
  public Precision(
      @Default("binary") ClassAverage average,
      @Default("0.0") @Bounds(min = 0, max = 1) double zero_division) {
    this.average = average;
    this.zero_division = zero_division;
  }

  @Override
  public @Nullable String misfit(Task task) {
    String misfit = super.misfit(task);
    return misfit == null ? average.misfit(word(), task) : misfit;
  }

  @Override
  public double part(double right, double predicted, double truth) {
    return right;
  }

  @Override
  public double whole(double right, double predicted, double truth) {
    return predicted;
  }

  @Override
  double value(ClassCounts counts) {
    return average.of(counts, this, zero_division);
  }
}
