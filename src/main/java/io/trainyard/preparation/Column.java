package io.trainyard.preparation;

import io.trainyard.tensor.Interruption;
import java.util.List;

/**
 * Some rows of a column. Its values are found when they are asked for, so that a chain of steps
 * needs no memory for what lies between them.
 *
 * @param name of a column of the table, or what scikit-learn calls one that was made
 * @param source the table's column that it was made from
 * @param words what the values of a column of words are places in; empty for others
 * @param rows how many there are
 * @param values of each row; NaN where there is none
 */
public record Column(
    String name, String source, ColumnType type, List<String> words, int rows, Values values) {

  /** The value of each row. */
  @FunctionalInterface
  public interface Values {
    double at(int row);
  }

  /** A column of numbers as they stand in an array. */
  public static Column of(String name, ColumnType type, double[] values) {
    return of(name, type, List.of(), values);
  }

  /** A column as a table has it. */
  public static Column of(String name, ColumnType type, List<String> words, double[] values) {
    return new Column(name, name, type, words, values.length, row -> values[row]);
  }

  /** The rows of some numbers, {@code count} of them from place {@code from} on. */
  public Column select(int[] order, int from, int count) {
    return new Column(name, source, type, words, count, row -> values.at(order[from + row]));
  }

  /** Numbers made from this column, under its name. */
  Column numbers(Values made) {
    return numbers(name, made);
  }

  /** Numbers made from this column. */
  Column numbers(String newName, Values made) {
    return new Column(newName, source, ColumnType.NUMBER, List.of(), rows, made);
  }

  /** The same under another name. */
  Column named(String newName) {
    return new Column(newName, source, type, words, rows, values);
  }

  /** The same values as those of another type. */
  Column typed(ColumnType other) {
    return new Column(name, source, other, words, rows, values);
  }

  double at(int row) {
    return values.at(row);
  }

  boolean isMissing(int row) {
    return Double.isNaN(values.at(row));
  }

  /** The same column with every value written down, for those that take long to be found. */
  Column written() {
    double[] array = toArray();
    return new Column(name, source, type, words, rows, row -> array[row]);
  }

  /** The values of all rows. */
  public double[] toArray() {
    Interruption.ask();
    double[] array = new double[rows];
    for (int row = 0; row < rows; row++) {
      array[row] = values.at(row);
    }
    return array;
  }

  /** The values that there are, in order of the rows. */
  double[] present() {
    Interruption.ask();
    double[] array = new double[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      double value = values.at(row);
      if (!Double.isNaN(value)) {
        array[count++] = value;
      }
    }
    return java.util.Arrays.copyOf(array, count);
  }

  /**
   * Refuses a gap that no step has filled.
   *
   * @throws PreparationException naming the first row
   */
  public void requirePresent() {
    for (int row = 0; row < rows; row++) {
      if (isMissing(row)) {
        throw PreparationException.of(
            "the column '" + source + "' has no value, and nothing fills it", this, row);
      }
    }
  }

  /** How many rows have no value. */
  public int missing() {
    return rows - present().length;
  }

  /** The value of a row as Python writes it. */
  String text(int row) {
    double value = values.at(row);
    return Double.isNaN(value) ? "nan" : PythonText.of(this, value);
  }
}
