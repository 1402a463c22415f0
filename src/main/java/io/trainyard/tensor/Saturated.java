package io.trainyard.tensor;

/** Sizes that may be beyond all bounds: what a long cannot hold is the largest one. */
final class Saturated {

  private Saturated() {}

  /** The product of numbers that are not negative. */
  static long product(long... factors) {
    long product = 1;
    for (long factor : factors) {
      long high = Math.multiplyHigh(product, factor);
      long low = product * factor;
      product = high != 0 || low < 0 ? Long.MAX_VALUE : low;
    }
    return product;
  }

  /** The sum of numbers that are not negative. */
  static long sum(long... terms) {
    long sum = 0;
    for (long term : terms) {
      sum = sum + term < 0 ? Long.MAX_VALUE : sum + term;
    }
    return sum;
  }
}
