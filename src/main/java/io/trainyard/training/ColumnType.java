package io.trainyard.training;

/** What the values of a column are. */
public enum ColumnType {
  /** Finite numbers. */
  NUMBER,
  /** Few enough different words to be classes. */
  CATEGORY,
  /** More different words than there can be classes: of no use to training. */
  TEXT
}
