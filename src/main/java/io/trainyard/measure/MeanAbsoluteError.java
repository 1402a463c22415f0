package io.trainyard.measure;

import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/** {@code mean |y - p|}. */
@Named("mae")
@Summary("The mean absolute error.")
public final class MeanAbsoluteError extends NumberMetric {

  /** Has no arguments. */
  public MeanAbsoluteError() {}

  @Override
  double value(Residuals residuals) {
    return residuals.meanAbsolute();
  }
}
