package io.trainyard.training;

import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnType;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A data set as training reads it. */
public interface Table {

  TableSchema schema();

  /**
   * The values of some columns, in one pass over the data.
   *
   * @param names which columns
   * @return per column its values by row: numbers as they are, categories as places in {@link
   *     ColumnSchema#classes()}, a missing value as NaN
   */
  double[][] values(List<String> names);

  /**
   * The values of a column of arrays [rows, …].
   *
   * @throws IllegalArgumentException when it is none
   */
  default Tensor array(String name) {
    throw new IllegalArgumentException("the column '" + name + "' does not hold arrays");
  }

  /** A table of which nothing but its schema is known. */
  static Table withoutValues(TableSchema schema) {
    return new Table() {
      @Override
      public TableSchema schema() {
        return schema;
      }

      @Override
      public double[][] values(List<String> names) {
        throw new IllegalStateException("there are no values of " + names);
      }
    };
  }

  /**
   * The texts of columns that have too many to be categories.
   *
   * @throws IllegalArgumentException when the table has none
   */
  default List<Column> texts(List<String> names) {
    throw new IllegalArgumentException("the columns " + names + " do not hold texts");
  }

  /** Some columns of plain values, in the order of their names. */
  default List<Column> columns(List<String> names) {
    TableSchema schema = schema();
    List<String> texts = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String name : names) {
      boolean isText = schema.column(name).orElseThrow().type() == ColumnType.TEXT;
      (isText ? texts : others).add(name);
    }
    Map<String, Column> columns = new HashMap<>();
    if (!texts.isEmpty()) {
      texts(texts).forEach(column -> columns.put(column.name(), column));
    }
    double[][] values = values(others);
    for (int i = 0; i < values.length; i++) {
      ColumnSchema column = schema.column(others.get(i)).orElseThrow();
      List<String> words =
          column.type().isNumeric()
              ? List.of()
              : Objects.requireNonNullElse(column.classes(), List.of());
      columns.put(column.name(), Column.of(column.name(), column.type(), words, values[i]));
    }
    return names.stream().map(name -> Objects.requireNonNull(columns.get(name))).toList();
  }
}
