package io.trainyard.dataset;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers some rows of a file as they are to be shown: numbers, texts, and null where missing. */
final class Preview implements RowSource.Sink {
  private final List<Column> columns;
  private final boolean dayfirst;
  private final int offset;
  private final int limit;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private int seen;

  Preview(List<Column> columns, boolean dayfirst, int offset, int limit) {
    this.columns = columns;
    this.dayfirst = dayfirst;
    this.offset = offset;
    this.limit = limit;
  }

  List<List<@Nullable Object>> rows() {
    return rows;
  }

  @Override
  public void columns(Header header) {
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
    return cells.isMissing(column)
        ? null
        : Typing.shown(cells, column, columns.get(column).type(), dayfirst);
  }
}
