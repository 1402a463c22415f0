package io.trainyard.tensor.kernel;

/**
 * The exponential function and the logarithm, for one float at a time, right to about one unit in
 * the last place.
 *
 * <p>Both take the argument apart into a power of two and a rest near 0, for which there is a
 * polynomial. Its coefficients are minimax fits, rounded to floats one after the other.
 */
final class ScalarFunctions {

  /** Beyond these the result is infinite, or rounds to 0. */
  static final float EXP_MAX = 89;

  static final float EXP_MIN = -104;

  static final float LOG2_E = 0x1.715476p0f;

  /** The logarithm of 2 in two parts; products of the first with small integers are exact. */
  static final float LN2_HIGH = 0x1.63p-1f;

  static final float LN2_LOW = -0x1.bd0106p-13f;

  /** Added and taken off again it rounds to an integer, which is in the last bits in between. */
  static final float ROUNDER = 0x1.8p23f;

  static final int ROUNDER_BITS = 0x4b400000;

  /** (e^r - 1 - r) / r^2 for |r| up to half the logarithm of 2. */
  static final float E2 = 0.5f;

  static final float E3 = 0x1.555554p-3f;
  static final float E4 = 0x1.5554f8p-5f;
  static final float E5 = 0x1.1112d6p-7f;
  static final float E6 = 0x1.6d3a5ep-10f;
  static final float E7 = 0x1.9e77eep-13f;

  /** (log(1 + f) - f + f^2 / 2) / f^3 for 1 + f between the root of 1/2 and the root of 2. */
  static final float L3 = 0x1.555548p-2f;

  static final float L4 = -0x1.000006p-2f;
  static final float L5 = 0x1.99a476p-3f;
  static final float L6 = -0x1.555c46p-3f;
  static final float L7 = 0x1.233ba8p-3f;
  static final float L8 = -0x1.fc2884p-4f;
  static final float L9 = 0x1.e6bf38p-4f;
  static final float L10 = -0x1.de02d6p-4f;
  static final float L11 = 0x1.14763ap-4f;

  static final int ROOT_HALF_BITS = 0x3f3504f3;

  /** Makes every subnormal float a normal one. */
  static final float LIFT = 0x1p23f;

  static final int LIFTED = 23;

  private ScalarFunctions() {}

  static void exp(float[] x, float[] y, int from, int n, float less) {
    for (int i = from; i < n; i++) {
      y[i] = exp(x[i], less);
    }
  }

  /** {@code e^x - less}, rounded once; {@code less} is 0 or 1. */
  private static float exp(float x, float less) {
    float within = x > EXP_MAX ? EXP_MAX : x < EXP_MIN ? EXP_MIN : x;
    float rounded = Math.fma(within, LOG2_E, ROUNDER);
    float whole = rounded - ROUNDER;
    float r = Math.fma(whole, -LN2_LOW, Math.fma(whole, -LN2_HIGH, within));
    float p = Math.fma(E7, r, E6);
    p = Math.fma(p, r, E5);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(r * r, p, r);
    // Two powers of two, as one alone can be too large or too small for a float.
    int power = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
    int most = Math.max(Math.min(power, 126), -125);
    float scale = power(most);
    float rest = power(power - most);
    return Math.fma(scale, p, scale - less * power(most - power)) * rest;
  }

  private static float power(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }

  static void log(float[] x, float[] y, int from, int n, float more) {
    for (int i = from; i < n; i++) {
      y[i] = log(x[i], more);
    }
  }

  /** {@code log(x + more)} as if the sum were not rounded; {@code more} is 0 or 1. */
  private static float log(float x, float more) {
    float sum = x + more;
    float added = sum - x;
    float lost = (x - (sum - added)) + (more - added);
    boolean isSmall = sum < Float.MIN_NORMAL;
    float lifted = isSmall ? sum * LIFT : sum;
    int exponent = (Float.floatToRawIntBits(lifted) - ROOT_HALF_BITS) >> 23;
    float mantissa = Float.intBitsToFloat(Float.floatToRawIntBits(lifted) - (exponent << 23));
    float down = Float.intBitsToFloat(Math.max(127 - exponent, 0) << 23);
    float f = Math.fma(lost, down, mantissa - 1);
    float k = exponent - (isSmall ? LIFTED : 0);
    float square = f * f;
    float p = Math.fma(L11, f, L10);
    p = Math.fma(p, f, L9);
    p = Math.fma(p, f, L8);
    p = Math.fma(p, f, L7);
    p = Math.fma(p, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    p = Math.fma(p * f, square, k * LN2_LOW);
    p = Math.fma(-0.5f, square, p);
    float result = Math.fma(k, LN2_HIGH, f + p);
    if (sum > 0) {
      return sum < Float.POSITIVE_INFINITY ? result : sum;
    }
    return sum == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
  }
}
