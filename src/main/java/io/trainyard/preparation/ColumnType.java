package io.trainyard.preparation;

import java.util.Locale;

/** What the values of a column are. */
public enum ColumnType {
  /** Finite numbers. */
  NUMBER,
  /** Whole numbers. */
  INTEGER,
  /** 0 for false, 1 for true. */
  BOOLEAN,
  /** Few enough different words to be classes. */
  CATEGORY,
  /** More different words than there can be classes. */
  TEXT;

  /** Whether the values are numbers to calculate with. */
  public boolean isNumeric() {
    return this != CATEGORY && this != TEXT;
  }

  /** The word by which requests call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
