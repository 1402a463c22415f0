package io.trainyard.training;

import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnType;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Interruption;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How columns become what goes into a network. What is made of columns of plain values stands side
 * by side as one input, a column of arrays is an input by itself.
 *
 * <p>Inputs that a request names are whole numbers where nothing else goes into them; the one that
 * nobody has named is always floats.
 *
 * @param plain the columns of plain values, in order
 * @param inputs by name, the columns that each is made of
 * @param arrays by name of the column, what one example has
 * @param isNamed whether the request has named the inputs
 */
record Features(
    List<String> plain,
    Map<String, List<String>> inputs,
    Map<String, ArraySchema> arrays,
    boolean isNamed) {

  /** The input that the columns of plain values are together, where nobody has named inputs. */
  static final String NUMBERS = "x";

  /**
   * The features of those names.
   *
   * @param inputs by name, the columns of each input, as the request has it; null for none named
   */
  static Features of(
      List<String> names, @Nullable Map<String, List<String>> inputs, TableSchema schema) {
    Map<String, ArraySchema> arrays = new LinkedHashMap<>();
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (String name : names) {
      ArraySchema array = schema.column(name).map(ColumnSchema::array).orElse(null);
      if (array != null) {
        arrays.put(name, array);
        found.put(name, List.of(name));
      } else {
        found.computeIfAbsent(NUMBERS, unnamed -> new ArrayList<>()).add(name);
      }
    }
    if (found.isEmpty()) {
      found.put(NUMBERS, List.of());
    }
    List<String> plain = names.stream().filter(name -> !arrays.containsKey(name)).toList();
    return inputs == null || inputs.isEmpty()
        ? new Features(plain, found, arrays, false)
        : new Features(plain, inputs, arrays, true);
  }

  /**
   * By name, what one example has.
   *
   * @param made what became of the plain columns, in order; their values are not asked for
   */
  Map<String, ArraySchema> schemas(List<Column> made) {
    Map<String, ArraySchema> schemas = new LinkedHashMap<>();
    inputs.forEach((name, columns) -> schemas.put(name, schema(columns, made)));
    return schemas;
  }

  private ArraySchema schema(List<String> columns, List<Column> made) {
    ArraySchema array = columns.size() == 1 ? arrays.get(columns.getFirst()) : null;
    if (array != null) {
      return array;
    }
    List<Column> own = of(columns, made);
    boolean isWhole =
        isNamed
            && !own.isEmpty()
            && own.stream().allMatch(column -> column.type() == ColumnType.INTEGER);
    return new ArraySchema(Shape.of(own.size()), isWhole ? DType.INT64 : DType.FLOAT32);
  }

  /** What was made of some columns, each at its place among them. */
  private List<Column> of(List<String> columns, List<Column> made) {
    if (!isNamed) {
      return made;
    }
    Map<String, List<Column>> bySource =
        made.stream().collect(Collectors.groupingBy(Column::source));
    return columns.stream()
        .flatMap(name -> bySource.getOrDefault(name, List.of()).stream())
        .toList();
  }

  /** Reads them from a table. */
  Values read(Table table) {
    Map<String, Tensor> read = new LinkedHashMap<>();
    arrays.keySet().forEach(name -> read.put(name, table.array(name)));
    return new Values(this, plain.isEmpty() ? List.of() : table.columns(plain), read);
  }

  /**
   * What was read.
   *
   * @param plain the columns of plain values
   * @param arrays by name, [rows, …]
   */
  record Values(Features features, List<Column> plain, Map<String, Tensor> arrays) {

    /** Some rows of the plain columns, {@code count} of them from place {@code from} on. */
    List<Column> select(int[] rows, int from, int count) {
      return plain.stream().map(column -> column.select(rows, from, count)).toList();
    }

    /**
     * Gives inputs their values.
     *
     * @param change what is done to the plain columns first
     * @param rows the numbers of the rows that go in, from place {@code from} on
     */
    void fill(Inputs examples, UnaryOperator<List<Column>> change, int[] rows, int from) {
      int count = examples.rows();
      List<Column> made = plain.isEmpty() ? List.of() : change.apply(select(rows, from, count));
      examples
          .arrays()
          .forEach((name, input) -> {
            List<String> columns = Objects.requireNonNull(features.inputs.get(name));
            Tensor array = columns.size() == 1 ? arrays.get(columns.getFirst()) : null;
            if (array != null) {
              input.fill(array.indexSelect(Arrays.copyOfRange(rows, from, from + count)));
            } else if (input.dtype() == DType.INT64) {
              input.fill(Tensor.ofWhole(input.shape(), wholes(features.of(columns, made), count)));
            } else {
              input.own(floats(features.of(columns, made), count));
            }
          });
    }
  }

  /** The numbers of all rows, row by row. */
  static float[] floats(List<Column> columns, int rows) {
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

  private static long[] wholes(List<Column> columns, int rows) {
    int width = columns.size();
    long[] values = new long[Math.multiplyExact(rows, width)];
    for (int j = 0; j < width; j++) {
      Interruption.ask();
      Column.Values column = columns.get(j).values();
      for (int i = 0; i < rows; i++) {
        values[i * width + j] = (long) column.at(i);
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

  /** The names of all features that inputs are made of, each once. */
  static List<String> names(Map<String, List<String>> inputs) {
    return inputs.values().stream().flatMap(List::stream).distinct().toList();
  }

  /** The same inputs of those columns that are left. */
  static Map<String, List<String>> only(Map<String, List<String>> inputs, List<String> left) {
    Set<String> names = new HashSet<>(left);
    Map<String, List<String>> kept = new LinkedHashMap<>();
    inputs.forEach(
        (name, columns) -> kept.put(name, columns.stream().filter(names::contains).toList()));
    return kept;
  }
}
