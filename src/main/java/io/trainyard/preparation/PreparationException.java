package io.trainyard.preparation;

import org.jspecify.annotations.Nullable;

/** Says that columns cannot be prepared as they should be, in scikit-learn's words, and where. */
public final class PreparationException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String column;
  private final int row;

  private PreparationException(String message, @Nullable String column, int row) {
    super(message);
    this.column = column;
    this.row = row;
  }

  /** One that is true of a whole column. */
  static PreparationException of(String message, Column column) {
    return new PreparationException(message, column.source(), -1);
  }

  /** One that is true of a row of a column, counted from 0. */
  static PreparationException of(String message, Column column, int row) {
    return new PreparationException(message, column.source(), row);
  }

  /** The table's column; null when it is about no single one. */
  public @Nullable String column() {
    return column;
  }

  /** The row among those that were to be prepared, from 0; -1 when it is about no single one. */
  public int row() {
    return row;
  }
}
