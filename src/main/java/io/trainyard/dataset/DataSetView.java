package io.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A data set as the API shows it.
 *
 * @param columns null, and left out, in lists
 * @param read_as how its bytes are read: what was said and what was found out; null, and left out,
 *     in lists
 * @param warnings null, and left out, in lists and where nothing was noted
 */
record DataSetView(
    String id,
    String name,
    int rows,
    int column_count,
    String sha256,
    long size_bytes,
    boolean read_only,
    Instant created_at,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ColumnView> columns,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> read_as,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Warning> warnings) {

  static DataSetView of(DataSet dataSet) {
    return new DataSetView(
        dataSet.id(),
        dataSet.name(),
        dataSet.rows(),
        dataSet.columns().size(),
        dataSet.sha256(),
        dataSet.size_bytes(),
        dataSet.read_only(),
        dataSet.created_at(),
        dataSet.columns().stream().map(ColumnView::of).toList(),
        dataSet.reading().options().toTree(),
        dataSet.warnings());
  }

  static DataSetView withoutColumns(StoredDataSet dataSet) {
    return new DataSetView(
        dataSet.id(),
        dataSet.name(),
        dataSet.rows(),
        dataSet.columns(),
        dataSet.sha256(),
        dataSet.sizeBytes(),
        dataSet.readOnly(),
        dataSet.createdAt(),
        null,
        null,
        null);
  }

  /** A column with what its type has to say. */
  sealed interface ColumnView {
    static ColumnView of(Column column) {
      return switch (column.type()) {
        case NUMBER, INTEGER ->
            new NumberView(
                column.name(),
                column.type().toString(),
                finite(column.min()),
                finite(column.max()),
                column.mean(),
                column.std(),
                column.missing());
        case CATEGORY, BOOLEAN ->
            new CategoryView(
                column.name(),
                column.type().toString(),
                Objects.requireNonNull(column.classes()),
                column.missing());
        case DATETIME, TEXT ->
            new TextView(column.name(), column.type().toString(), column.missing());
      };
    }

    private static @Nullable Double finite(@Nullable Double value) {
      return value == null || value.isInfinite() ? null : value;
    }
  }

  record NumberView(
      String name,
      String type,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double mean,
      @Nullable Double std,
      long missing)
      implements ColumnView {}

  record CategoryView(String name, String type, List<String> categories, long missing)
      implements ColumnView {}

  record TextView(String name, String type, long missing) implements ColumnView {}

  /** Some rows, with the names of their columns. */
  record Rows(List<String> columns, List<List<@Nullable Object>> rows) {}
}
