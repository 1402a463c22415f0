package io.trainyard.preparation;

/** What was learned, where it can be undone: fit to be done to a target. */
public interface Invertible extends Fitted {

  /**
   * The number that one of a column was made from.
   *
   * @param column its place
   */
  double inverse(int column, double value);
}
