package io.trainyard.measure;

import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/** {@code mean |y - p| / |y|}, a true 0 being divided by the epsilon of a double. */
@Named("mape")
@Summary("The mean absolute error relative to the true number, as a fraction.")
public final class MeanAbsolutePercentageError extends NumberMetric {

  /** Has no arguments. */
  public MeanAbsolutePercentageError() {}

  @Override
  double value(Residuals residuals) {
    return residuals.meanRelative();
  }
}
