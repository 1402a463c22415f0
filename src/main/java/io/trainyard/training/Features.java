package io.trainyard.training;

import io.trainyard.tensor.Interruption;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How columns become what goes into a network: those of plain numbers stand side by side as one
 * input, each column of arrays is an input of its own name.
 *
 * @param numbers the columns of plain numbers, in order
 * @param inputs by name, what one example has
 */
record Features(List<String> numbers, Map<String, ArraySchema> inputs) {

  /** The input that the columns of plain numbers are together. */
  static final String NUMBERS = "x";

  /** The features of those names; what the table does not have is counted as plain numbers. */
  static Features of(List<String> names, TableSchema schema) {
    List<String> numbers = new ArrayList<>();
    Map<String, ArraySchema> inputs = new LinkedHashMap<>();
    for (String name : names) {
      ArraySchema array = schema.column(name).map(ColumnSchema::array).orElse(null);
      if (array != null) {
        inputs.put(name, array);
      } else {
        numbers.add(name);
        inputs.put(NUMBERS, ArraySchema.ofFloats(numbers.size()));
      }
    }
    if (inputs.isEmpty()) {
      inputs.put(NUMBERS, ArraySchema.ofFloats(0));
    }
    return new Features(numbers, inputs);
  }

  /** Whether the plain numbers are an input. */
  boolean haveNumbers() {
    return !numbers.isEmpty();
  }

  /** Reads them from a table. */
  Values read(Table table) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    for (String name : inputs.keySet()) {
      if (!haveNumbers() || !name.equals(NUMBERS)) {
        arrays.put(name, table.array(name));
      }
    }
    return new Values(haveNumbers() ? table.values(numbers) : new double[0][], arrays);
  }

  /**
   * What was read.
   *
   * @param numbers per column of plain numbers its values by row
   * @param arrays by name, [rows, …]
   */
  record Values(double[][] numbers, Map<String, Tensor> arrays) {

    /**
     * Gives inputs their values.
     *
     * @param rows the numbers of the rows that go in, from place {@code from} on
     */
    void fill(Inputs inputs, @Nullable FittedScaler scaler, int[] rows, int from) {
      int count = inputs.rows();
      inputs
          .arrays()
          .forEach((name, input) -> {
            Tensor array = arrays.get(name);
            if (array == null) {
              input.own(sideBySide(numbers, scaler, rows, from, count));
            } else {
              input.fill(array.indexSelect(Arrays.copyOfRange(rows, from, from + count)));
            }
          });
    }
  }

  /** The numbers of {@code count} rows, from place {@code from} of an order on, row by row. */
  static float[] sideBySide(
      double[][] columns, @Nullable FittedScaler scaler, int[] rows, int from, int count) {
    float[] values = new float[Math.multiplyExact(count, columns.length)];
    for (int j = 0; j < columns.length; j++) {
      Interruption.ask();
      for (int i = 0; i < count; i++) {
        double value = columns[j][rows[from + i]];
        values[i * columns.length + j] = (float) (scaler == null ? value : scaler.apply(j, value));
      }
    }
    return values;
  }

  /** The rows of a table as they come. */
  static int[] everyRow(int rows) {
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    return order;
  }
}
