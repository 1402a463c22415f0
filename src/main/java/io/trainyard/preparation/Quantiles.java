package io.trainyard.preparation;

/** Quantiles of sorted numbers, as NumPy finds them. */
final class Quantiles {

  private Quantiles() {}

  /** Between two numbers by linear interpolation. */
  static double linear(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    double part = place - below;
    double step = sorted[above] - sorted[below];
    // As NumPy does: from the nearer end, so that the ends are met exactly.
    return part < 0.5 ? sorted[below] + step * part : sorted[above] - step * (1 - part);
  }

  /** The number at a place of the distribution, the mean of two where it jumps. */
  static double averagedInvertedCdf(double[] sorted, double share) {
    double place = share * sorted.length;
    int above = Math.clamp((long) Math.ceil(place) - 1, 0, sorted.length - 1);
    int next = Math.clamp((long) Math.floor(place), 0, sorted.length - 1);
    return (sorted[above] + sorted[next]) / 2;
  }
}
