package io.trainyard.tensor;

/** The error function of doubles, by its series and, far out, by its continued fraction. */
final class ErrorFunction {

  private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

  /** From here on the fraction is short. */
  private static final double FAR = 2.5;

  /** From here on a double cannot tell it from 1. */
  private static final double END = 6;

  private static final int DEPTH = 60;

  private ErrorFunction() {}

  static double of(double x) {
    double size = Math.abs(x);
    if (Double.isNaN(x) || size > END) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    return size < FAR ? series(x) : Math.signum(x) * (1 - rest(size));
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return TWO_OVER_ROOT_PI * sum;
  }

  /** {@code 1 - erf(x)} of a large number. */
  private static double rest(double x) {
    double part = 0;
    for (int k = DEPTH; k > 0; k--) {
      part = k / 2.0 / (x + part);
    }
    return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / (x + part);
  }

  /** The inverse, from a number near it: two steps of Newton. */
  static double inverse(double y, double near) {
    double x = near;
    for (int i = 0; i < 2 && Double.isFinite(x); i++) {
      x -= (of(x) - y) / (TWO_OVER_ROOT_PI * StrictMath.exp(-x * x));
    }
    return x;
  }
}
