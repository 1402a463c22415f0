package io.trainyard.training;

import io.trainyard.preparation.Column;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
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

  /** Some columns with their values. */
  default List<Column> columns(List<String> names) {
    double[][] values = values(names);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      ColumnSchema column = schema().column(names.get(i)).orElseThrow();
      List<String> words =
          column.type().isNumeric()
              ? List.of()
              : Objects.requireNonNullElse(column.classes(), List.of());
      columns.add(Column.of(column.name(), column.type(), words, values[i]));
    }
    return columns;
  }
}
