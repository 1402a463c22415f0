package io.trainyard.preparation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a column as what it was when it was learned from: the same column of another table. */
final class Conversion {

  private Conversion() {}

  /**
   * A column as one of another type.
   *
   * @throws PreparationException for words in place of numbers
   */
  static Column of(Column column, ColumnType type) {
    if (column.type() == type) {
      return column;
    }
    if (type.isNumeric()) {
      return numbers(column, type);
    }
    return column.type().isNumeric() ? words(column, type) : column.typed(type);
  }

  private static Column numbers(Column column, ColumnType type) {
    if (column.type().isNumeric()) {
      return column.typed(type);
    }
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isMissing(row)) {
        throw PreparationException.of(
            "could not convert string to float: '"
                + column.text(row)
                + "'; the column '"
                + column.name()
                + "' held numbers when the model was trained",
            column,
            row);
      }
    }
    return column.typed(type);
  }

  private static Column words(Column column, ColumnType type) {
    Map<Double, Integer> places = new HashMap<>();
    List<String> words = new ArrayList<>();
    double[] values = column.toArray();
    for (int row = 0; row < values.length; row++) {
      double value = values[row] + 0.0;
      if (!Double.isNaN(value)) {
        ColumnType written = value == Math.rint(value) ? ColumnType.INTEGER : column.type();
        values[row] =
            places.computeIfAbsent(
                value,
                key -> {
                  words.add(PythonText.of(written, key));
                  return words.size() - 1;
                });
      }
    }
    return new Column(
        column.name(), column.source(), type, words, column.rows(), row -> values[row]);
  }
}
