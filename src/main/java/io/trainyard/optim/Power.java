package io.trainyard.optim;

/** Powers of decay rates; each step takes some, and {@link StrictMath#pow} makes objects. */
final class Power {

  private Power() {}

  /** {@code base} to a whole power, by squaring: right to a few units in the last place. */
  static double of(double base, long exponent) {
    double power = 1;
    double square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }
}
