package io.trainyard.training;

/** How the target columns become numbers that a loss understands. */
public enum TargetEncoding {
  /** A row of C numbers per example, 1 at its class: float [N, C]. */
  ONE_HOT,
  /** The number of the class: [N]. */
  INDEX,
  /** 1 for the second of two classes, 0 for the first: float [N, 1]. */
  BINARY,
  /** The columns' own numbers: float [N, k]. */
  NUMERIC
}
