package io.trainyard.training;

/**
 * A scaler with what it learned from the training rows: {@code (x - offset) / scale} for each
 * feature.
 *
 * @param type the scaler's name in scikit-learn
 * @param offset per feature
 * @param scale per feature; never 0
 */
public record FittedScaler(String type, double[] offset, double[] scale) {

  /** Scales one value of a feature. */
  double apply(int feature, double value) {
    return (value - offset[feature]) / scale[feature];
  }
}
