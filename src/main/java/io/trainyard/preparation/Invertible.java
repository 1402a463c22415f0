package io.trainyard.preparation;

import java.util.function.DoubleUnaryOperator;

/** What was learned, where it can be undone: fit to be done to a target. */
public interface Invertible extends Fitted {

  /** Whether it can be undone as it was made. */
  default boolean hasInverse() {
    return true;
  }

  /**
   * What makes of a number of a column the one that it was made from.
   *
   * @param column its place
   */
  DoubleUnaryOperator inverse(int column);
}
