package io.trainyard.measure;

import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/** {@code mean (y - p)²}. */
@Named("mse")
@Summary("The mean squared error.")
public final class MeanSquaredError extends NumberMetric {

  /** Has no arguments. */
  public MeanSquaredError() {}

  @Override
  double value(Residuals residuals) {
    return residuals.meanSquare();
  }
}
