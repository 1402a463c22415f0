package io.trainyard.measure;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/** {@code right / predicted} of a class, as scikit-learn's {@code precision_score}. */
@Named("precision")
@Summary("The share of the rows predicted to be of a class that are.")
public final class Precision extends ShareMetric {

  /**
   * @param average how the classes become one number
   * @param zero_division what it is where there is nothing to divide by
   */
  public Precision(
      @Default("binary") ClassAverage average,
      @Default("0.0") @Bounds(min = 0, max = 1) double zero_division) {
    super(average, zero_division);
  }

  @Override
  double part(double right, double predicted, double truth) {
    return right;
  }

  @Override
  double whole(double right, double predicted, double truth) {
    return predicted;
  }
}
