package io.trainyard.tensor.kernel;

/**
 * Functions of each element, right to two units in the last place over all floats. Each writes the
 * first {@code n} elements of {@code y} from those of {@code x}.
 *
 * <p>All are made from two kernels, {@code e^x - 0} or {@code - 1} and {@code log(x + 0)} or {@code
 * + 1}, and plain loops that the compiler turns into vectors by itself: no branches, and none but
 * exactly rounded operations, so that the bits are the same either way.
 */
public final class Functions {

  /** Fewer elements than this are done one by one. */
  private static final int FEW = 16;

  /** From here on {@code tanh} and {@code erf} round to 1. */
  private static final float TANH_FLAT = 24;

  private static final float ERF_FLAT = 4;

  private Functions() {}

  /** {@code e^x}. */
  public static void exp(float[] x, float[] y, int n) {
    exp(x, y, n, 0);
  }

  /** {@code e^x - 1}, exact near 0. */
  public static void expm1(float[] x, float[] y, int n) {
    exp(x, y, n, 1);
  }

  private static void exp(float[] x, float[] y, int n, float less) {
    if (Kernels.isVectorized() && n >= FEW) {
      VectorFunctions.exp(x, y, n, less);
    } else {
      ScalarFunctions.exp(x, y, 0, n, less);
    }
  }

  /** The natural logarithm. */
  public static void log(float[] x, float[] y, int n) {
    log(x, y, n, 0);
  }

  /** {@code log(1 + x)}, exact near 0. */
  public static void log1p(float[] x, float[] y, int n) {
    log(x, y, n, 1);
  }

  private static void log(float[] x, float[] y, int n, float more) {
    if (Kernels.isVectorized() && n >= FEW) {
      VectorFunctions.log(x, y, n, more);
    } else {
      ScalarFunctions.log(x, y, 0, n, more);
    }
  }

  /** The hyperbolic tangent: with {@code t = e^2|x| - 1} it is {@code t / (t + 2)}. */
  public static void tanh(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(2 * Math.abs(x[i]), TANH_FLAT);
    }
    expm1(y, y, n);
    for (int i = 0; i < n; i++) {
      y[i] = Math.signum(x[i]) * quotient(y[i], y[i], 2);
    }
  }

  /** {@code 1 / (1 + e^-x)}, for negative x as {@code e^x / (1 + e^x)}. */
  public static void sigmoid(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -Math.abs(x[i]);
    }
    exp(y, y, n);
    for (int i = 0; i < n; i++) {
      float isNegative = Math.max(-Math.signum(x[i]), 0);
      float upper = Math.fma(isNegative, y[i], 1 - isNegative);
      y[i] = quotient(upper, y[i], 1);
    }
  }

  /** {@code x / (a + b)} for positive a and b, with what rounding takes from the sum put back. */
  private static float quotient(float x, float a, float b) {
    float sum = a + b;
    float lost = Math.min(a, b) - (sum - Math.max(a, b));
    float inverse = 1 / sum;
    float ratio = x * inverse;
    float left = Math.fma(-ratio, lost, Math.fma(-ratio, sum, x));
    return Math.fma(left, inverse, ratio);
  }

  /** {@code log(1 / (1 + e^-x))} without overflow. */
  public static void logSigmoid(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -Math.abs(x[i]);
    }
    exp(y, y, n);
    log1p(y, y, n);
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(x[i], 0) - y[i];
    }
  }

  /**
   * The error function as {@code 1 - e^q} with a polynomial {@code q(|x|)}, the logarithm of 1 -
   * erf.
   */
  public static void erf(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float t = Math.min(Math.abs(x[i]), ERF_FLAT);
      float q = Math.fma(-0x1.35baacp-20f, t, 0x1.5f658ep-16f);
      q = Math.fma(q, t, -0x1.5b9618p-13f);
      q = Math.fma(q, t, 0x1.82488ep-11f);
      q = Math.fma(q, t, -0x1.d65e6cp-10f);
      q = Math.fma(q, t, 0x1.0566cap-12f);
      q = Math.fma(q, t, 0x1.394008p-6f);
      q = Math.fma(q, t, -0x1.a4f3d8p-4f);
      q = Math.fma(q, t, -0x1.45f308p-1f);
      q = Math.fma(q, t, 0x1.f7ac92p-25f);
      y[i] = Math.fma(t, -0x1.20dd76p0f, q * t);
    }
    expm1(y, y, n);
    for (int i = 0; i < n; i++) {
      y[i] = -Math.signum(x[i]) * y[i];
    }
  }
}
