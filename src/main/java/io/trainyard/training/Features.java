package io.trainyard.training;

import io.trainyard.preparation.Column;
import io.trainyard.tensor.Interruption;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How columns become what goes into a network: what is made of those of plain values stands side by
 * side as one input, each column of arrays is an input of its own name.
 *
 * @param plain the columns of plain values, in order
 * @param inputs by name, what one example has
 */
record Features(List<String> plain, Map<String, ArraySchema> inputs) {

  /** The input that the columns of plain values are together. */
  static final String NUMBERS = "x";

  /** The features of those names as they are, each of the plain ones a number. */
  static Features of(List<String> names, TableSchema schema) {
    List<String> plain = plain(names, schema);
    return of(names, schema, plain.size());
  }

  /**
   * The features of those names.
   *
   * @param width how many numbers the plain ones are prepared to
   */
  static Features of(List<String> names, TableSchema schema, int width) {
    List<String> plain = plain(names, schema);
    Map<String, ArraySchema> inputs = new LinkedHashMap<>();
    for (String name : names) {
      ArraySchema array = schema.column(name).map(ColumnSchema::array).orElse(null);
      if (array != null) {
        inputs.put(name, array);
      } else {
        inputs.put(NUMBERS, ArraySchema.ofFloats(width));
      }
    }
    if (inputs.isEmpty()) {
      inputs.put(NUMBERS, ArraySchema.ofFloats(0));
    }
    return new Features(plain, inputs);
  }

  /** Those that hold no arrays; what the table does not have is counted among them. */
  static List<String> plain(List<String> names, TableSchema schema) {
    return names.stream()
        .filter(name -> schema.column(name).filter(ColumnSchema::isArray).isEmpty())
        .toList();
  }

  /** Reads them from a table. */
  Values read(Table table) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    for (String name : inputs.keySet()) {
      if (plain.isEmpty() || !name.equals(NUMBERS)) {
        arrays.put(name, table.array(name));
      }
    }
    return new Values(
        List.copyOf(inputs.keySet()), plain.isEmpty() ? List.of() : table.columns(plain), arrays);
  }

  /**
   * What was read.
   *
   * @param inputs the names of all inputs, in order
   * @param plain the columns of plain values
   * @param arrays by name, [rows, …]
   */
  record Values(List<String> inputs, List<Column> plain, Map<String, Tensor> arrays) {

    /** Some rows of the plain columns, {@code count} of them from place {@code from} on. */
    List<Column> select(int[] rows, int from, int count) {
      return plain.stream().map(column -> column.select(rows, from, count)).toList();
    }

    /**
     * By name, what one example has.
     *
     * @param width how many numbers the plain columns are prepared to
     */
    Map<String, ArraySchema> schemas(int width) {
      Map<String, ArraySchema> schemas = new LinkedHashMap<>();
      for (String name : inputs) {
        Tensor array = arrays.get(name);
        schemas.put(
            name,
            array == null
                ? ArraySchema.ofFloats(width)
                : new ArraySchema(array.shape().without(0), array.dtype()));
      }
      return schemas;
    }

    /**
     * Gives inputs their values.
     *
     * @param change what is done to the plain columns first
     * @param rows the numbers of the rows that go in, from place {@code from} on
     */
    void fill(Inputs examples, UnaryOperator<List<Column>> change, int[] rows, int from) {
      int count = examples.rows();
      examples
          .arrays()
          .forEach((name, input) -> {
            Tensor array = arrays.get(name);
            if (array == null) {
              input.own(sideBySide(change.apply(select(rows, from, count)), count));
            } else {
              input.fill(array.indexSelect(Arrays.copyOfRange(rows, from, from + count)));
            }
          });
    }
  }

  /** The numbers of all rows, row by row. */
  private static float[] sideBySide(List<Column> columns, int rows) {
    int width = columns.size();
    float[] values = new float[Math.multiplyExact(rows, width)];
    for (int j = 0; j < width; j++) {
      Interruption.ask();
      Column.Values column = columns.get(j).values();
      for (int i = 0; i < rows; i++) {
        values[i * width + j] = (float) column.at(i);
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
