package io.trainyard.preparation;

import io.trainyard.signature.Summary;

/** {@code x / max |x|}, as scikit-learn's class of that name. */
@Summary("Divides each feature by its largest amount in the training rows.")
public final class MaxAbsScaler extends Scaler {

  /** Has no arguments. */
  public MaxAbsScaler() {}

  @Override
  Measure measure(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return new Measure(0, most).unlessTiny();
  }
}
