package io.trainyard.dataset;

/** What a column holds. */
public enum ColumnType {
  /** Every value is a finite decimal number. */
  NUMBER,
  /** Texts, few and short enough to be classes. */
  CATEGORY,
  /** Texts that nothing can be learned from; they stay in the file only. */
  TEXT
}
