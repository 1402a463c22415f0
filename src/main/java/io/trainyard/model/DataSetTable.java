package io.trainyard.model;

import io.trainyard.dataset.Column;
import io.trainyard.dataset.DataSet;
import io.trainyard.dataset.DataSets;
import io.trainyard.preparation.ColumnType;
import io.trainyard.training.ColumnSchema;
import io.trainyard.training.Table;
import io.trainyard.training.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A stored data set as training reads it. */
public final class DataSetTable implements Table {
  private final DataSets dataSets;
  private final DataSet dataSet;

  public DataSetTable(DataSets dataSets, DataSet dataSet) {
    this.dataSets = dataSets;
    this.dataSet = dataSet;
  }

  /** The shape of a data set, for which no value has to be read. */
  public static TableSchema schema(DataSet dataSet) {
    return new TableSchema(
        dataSet.rows(), dataSet.columns().stream().map(DataSetTable::column).toList());
  }

  private static ColumnSchema column(Column column) {
    return new ColumnSchema(
        column.name(),
        switch (column.type()) {
          case NUMBER -> ColumnType.NUMBER;
          case INTEGER -> ColumnType.INTEGER;
          // To training they are the texts that they were before there were such types.
          case BOOLEAN, DATETIME, CATEGORY ->
              column.classes() == null ? ColumnType.TEXT : ColumnType.CATEGORY;
          case TEXT -> ColumnType.TEXT;
        },
        column.classes(),
        column.missing(),
        column.first_missing_line(),
        column.isInfinite(),
        null);
  }

  @Override
  public TableSchema schema() {
    return schema(dataSet);
  }

  @Override
  public double[][] values(List<String> names) {
    Map<String, double[]> values = dataSets.values(dataSet, names);
    return names.stream().map(values::get).toArray(double[][]::new);
  }

  @Override
  public List<io.trainyard.preparation.Column> texts(List<String> names) {
    Map<String, DataSets.Words> texts = dataSets.texts(dataSet, names);
    return names.stream()
        .map(name -> {
          DataSets.Words text = Objects.requireNonNull(texts.get(name));
          return io.trainyard.preparation.Column.of(
              name, ColumnType.TEXT, text.words(), text.values());
        })
        .toList();
  }
}
