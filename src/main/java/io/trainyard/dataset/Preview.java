package io.trainyard.dataset;

import java.time.temporal.Temporal;
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

  /** A value in JSON, which has no infinities and no dates; null where it is missing. */
  private @Nullable Object value(Cells cells, int column) {
    if (cells.isMissing(column)) {
      return null;
    }
    return switch (columns.get(column).type()) {
      case NUMBER -> number(cells.value(column));
      case INTEGER ->
          cells.isWhole(column) ? (Object) cells.whole(column) : number(cells.value(column));
      case BOOLEAN -> orText(cells.saidTruth(column), cells, column);
      case DATETIME -> {
        Temporal date = Dates.any(cells.text(column), dayfirst);
        yield orText(date == null ? null : Dates.text(date), cells, column);
      }
      case CATEGORY, TEXT -> cells.text(column);
    };
  }

  private static Object orText(@Nullable Object value, Cells cells, int column) {
    return value == null ? cells.text(column) : value;
  }

  private static Object number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? (Object) (long) value : (Object) value;
  }
}
