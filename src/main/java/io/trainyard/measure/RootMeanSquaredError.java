package io.trainyard.measure;

import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/** {@code sqrt(mean (y - p)²)} of each column, averaged. */
@Named("rmse")
@Summary("The root of the mean squared error, averaged over the columns.")
public final class RootMeanSquaredError extends NumberMetric {

  /** Has no arguments. */
  public RootMeanSquaredError() {}

  @Override
  double value(Residuals residuals) {
    double sum = 0;
    for (int j = 0; j < residuals.columns(); j++) {
      sum += Math.sqrt(residuals.meanSquare(j));
    }
    return sum / residuals.columns();
  }
}
