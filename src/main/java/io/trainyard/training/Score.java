package io.trainyard.training;

/** A metric while it is being counted. */
interface Score {

  /**
   * Counts some rows.
   *
   * @param predictions what the network gives, row by row; what is beyond the targets' columns is
   *     not looked at
   * @param targets the encoded targets of the same rows
   * @param rows how many
   */
  void add(float[] predictions, float[] targets, int rows);

  /** The metric of all rows so far. */
  double value();

  /** Begins anew. */
  void reset();
}
