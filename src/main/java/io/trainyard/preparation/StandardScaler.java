package io.trainyard.preparation;

import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;

/**
 * {@code (x - mean) / std} with the population's standard deviation, as scikit-learn's class of
 * that name.
 */
@Summary(
    "Moves and stretches each feature to mean 0 and standard deviation 1 over the training rows.")
public final class StandardScaler extends Scaler {

  private final boolean centers;
  private final boolean stretches;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param with_mean whether the mean becomes 0
   * @param with_std whether the standard deviation becomes 1
   */
  public StandardScaler(@Default("true") boolean with_mean, @Default("true") boolean with_std) {
    this.centers = with_mean;
    this.stretches = with_std;
  }

  @Override
  Measure measure(double[] values) {
    int count = values.length;
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / count;
    double squares = 0;
    double rest = 0;
    for (double value : values) {
      double distance = value - mean;
      squares += distance * distance;
      rest += distance;
    }
    // The second term takes out what rounding left in the mean (Chan, Golub, LeVeque 1983).
    double std = Math.sqrt((squares - rest * rest / count) / count);
    boolean constant = std < 10 * Math.ulp(Math.abs(mean));
    return new Measure(centers ? mean : 0, constant || !stretches ? 0 : std);
  }
}
