package io.trainyard.dataset;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers some rows of a file as they are to be shown: numbers, texts, and null where missing. */
final class Preview implements RowSource.Sink {
  private final List<Column> columns;
  private final int offset;
  private final int limit;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private int seen;

  Preview(List<Column> columns, int offset, int limit) {
    this.columns = columns;
    this.offset = offset;
    this.limit = limit;
  }

  List<List<@Nullable Object>> rows() {
    return rows;
  }

  @Override
  public void columns(List<String> names, long line) {
    // known from the data set
  }

  @Override
  public boolean row(Cells cells) {
    if (seen++ >= offset) {
      List<@Nullable Object> row = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        row.add(value(cells, i));
      }
      rows.add(row);
    }
    return rows.size() < limit;
  }

  private @Nullable Object value(Cells cells, int column) {
    if (cells.isMissing(column)) {
      return null;
    }
    if (columns.get(column).type() != ColumnType.NUMBER) {
      return cells.text(column);
    }
    double number = cells.number(column);
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole ? (Object) (long) number : (Object) number;
  }
}
