package io.trainyard.preparation;

/** Quantiles of sorted numbers, as NumPy finds them. */
final class Quantiles {

  /** How a quantile is found that lies between two numbers, by NumPy's names. */
  enum Method {
    INVERTED_CDF(0, 0),
    AVERAGED_INVERTED_CDF(0, 0),
    INTERPOLATED_INVERTED_CDF(0, 1),
    HAZEN(0.5, 0.5),
    WEIBULL(0, 0),
    LINEAR(1, 1),
    MEDIAN_UNBIASED(1 / 3.0, 1 / 3.0),
    NORMAL_UNBIASED(3 / 8.0, 3 / 8.0);

    private final double alpha;
    private final double beta;

    Method(double alpha, double beta) {
      this.alpha = alpha;
      this.beta = beta;
    }
  }

  private Quantiles() {}

  /** Between two numbers by linear interpolation. */
  static double linear(double[] sorted, double share) {
    return between(sorted, share * (sorted.length - 1));
  }

  /**
   * A quantile.
   *
   * @see <a href="https://doi.org/10.2307/2684934">Hyndman, Fan: Sample quantiles in statistical
   *     packages, 1996</a>
   */
  static double of(double[] sorted, double share, Method method) {
    double count = share * sorted.length;
    return switch (method) {
      case INVERTED_CDF -> sorted[place(sorted, Math.ceil(count) - 1)];
      case AVERAGED_INVERTED_CDF ->
          (sorted[place(sorted, Math.ceil(count) - 1)] + sorted[place(sorted, Math.floor(count))])
              / 2;
      default ->
          between(sorted, count + method.alpha + share * (1 - method.alpha - method.beta) - 1);
    };
  }

  private static int place(double[] sorted, double place) {
    return Math.clamp((long) place, 0, sorted.length - 1);
  }

  private static double between(double[] sorted, double place) {
    int below = place(sorted, Math.floor(place));
    int above = place(sorted, Math.floor(place) + 1);
    double part = Math.clamp(place, 0.0, sorted.length - 1.0) - below;
    double step = sorted[above] - sorted[below];
    // As NumPy does: from the nearer end, so that the ends are met exactly.
    return part < 0.5 ? sorted[below] + step * part : sorted[above] - step * (1 - part);
  }

  /** How many of some sorted numbers are not above a value. */
  static int notAbove(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
