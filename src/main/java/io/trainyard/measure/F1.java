package io.trainyard.measure;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/** {@code 2 right / (predicted + true)} of a class, as scikit-learn's {@code f1_score}. */
@Named("f1")
@Summary("The harmonic mean of precision and recall.")
public final class F1 extends ShareMetric {

  /**
   * @param average how the classes become one number
   * @param zero_division what it is where there is nothing to divide by
   */
  public F1(
      @Default("binary") ClassAverage average,
      @Default("0.0") @Bounds(min = 0, max = 1) double zero_division) {
    super(average, zero_division);
  }

  @Override
  double part(double right, double predicted, double truth) {
    return 2 * right;
  }

  @Override
  double whole(double right, double predicted, double truth) {
    return predicted + truth;
  }
}
