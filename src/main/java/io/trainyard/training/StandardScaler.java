package io.trainyard.training;

import io.trainyard.signature.Summary;

/**
 * {@code (x - mean) / std} with the population's standard deviation, as scikit-learn's class of
 * that name.
 */
@Summary(
    "Moves and stretches each feature to mean 0 and standard deviation 1 over the training rows.")
public final class StandardScaler extends Scaler {

  /** Has no arguments. */
  public StandardScaler() {}

  @Override
  void fit(double[] values, int[] rows, int count, int j, double[] offset, double[] scale) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[rows[i]];
    }
    double mean = sum / count;
    double squares = 0;
    double rest = 0;
    for (int i = 0; i < count; i++) {
      double distance = values[rows[i]] - mean;
      squares += distance * distance;
      rest += distance;
    }
    offset[j] = mean;
    // The second term takes out what rounding left in the mean (Chan, Golub, LeVeque 1983).
    double std = Math.sqrt((squares - rest * rest / count) / count);
    scale[j] = std < 10 * Math.ulp(Math.abs(mean)) ? 0 : std;
  }
}
