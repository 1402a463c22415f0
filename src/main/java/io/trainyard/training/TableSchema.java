package io.trainyard.training;

import java.util.List;
import java.util.Optional;

/**
 * The shape of a table.
 *
 * @param rows how many rows it has
 * @param columns its columns in the order of the file
 */
public record TableSchema(int rows, List<ColumnSchema> columns) {

  /** The column of that name. */
  public Optional<ColumnSchema> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The names of all columns. */
  public List<String> names() {
    return columns.stream().map(ColumnSchema::name).toList();
  }
}
