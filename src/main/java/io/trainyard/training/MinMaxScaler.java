package io.trainyard.training;

import io.trainyard.signature.Summary;

/** {@code (x - min) / (max - min)}, as scikit-learn's class of that name. */
@Summary("Moves and stretches each feature to the range from 0 to 1 over the training rows.")
public final class MinMaxScaler extends Scaler {

  /** Has no arguments. */
  public MinMaxScaler() {}

  @Override
  void fit(double[] values, int[] rows, int count, int j, double[] offset, double[] scale) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      min = Math.min(min, values[rows[i]]);
      max = Math.max(max, values[rows[i]]);
    }
    offset[j] = min;
    scale[j] = max - min;
  }
}
