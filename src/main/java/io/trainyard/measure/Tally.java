package io.trainyard.measure;

/** What rows of predictions are told to. */
public interface Tally {

  /** Whether the scores of classes are looked at, and not only which class is predicted. */
  boolean needsScores();

  /**
   * Counts a row of classes.
   *
   * @param predictedClass -1 for none
   * @param scores of its classes, in order; not looked at unless {@link #needsScores}
   */
  void add(int trueClass, int predictedClass, float[] scores, double weight);

  /** Counts a row of numbers, each side from a place on. */
  void add(float[] predicted, int predictedAt, float[] truth, int truthAt, double weight);
}
