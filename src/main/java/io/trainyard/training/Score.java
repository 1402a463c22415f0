package io.trainyard.training;

import io.trainyard.tensor.StateDict;

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

  /** Writes down what was counted so far. */
  void save(StateDict to);

  /** Goes on with what was written down. */
  void load(StateDict from);

  /** Begins anew. */
  void reset();
}
