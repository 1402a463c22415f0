package io.trainyard.dataset;

import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;

/** Cells as the values that their column's type makes of them. */
final class Typing {
  private Typing() {}

  /** A value to be shown in JSON, which has no infinities and no dates. */
  static Object shown(Cells cells, int column, ColumnType type, boolean dayfirst) {
    return switch (type) {
      case NUMBER -> number(cells.value(column));
      case INTEGER ->
          cells.isWhole(column) ? (Object) cells.whole(column) : number(cells.value(column));
      case BOOLEAN -> {
        Boolean truth = truth(cells, column);
        yield truth == null ? cells.text(column) : truth;
      }
      case DATETIME -> {
        Temporal date = Dates.any(cells.text(column), dayfirst);
        yield date == null ? cells.text(column) : Dates.text(date);
      }
      case CATEGORY, TEXT -> cells.text(column);
    };
  }

  /** The truth of a cell of a column that is said to be true or false: 1 and 0 are, too. */
  static @Nullable Boolean truth(Cells cells, int column) {
    Boolean truth = cells.truth(column);
    double value = truth == null ? cells.value(column) : Double.NaN;
    return value == 1 ? Boolean.TRUE : value == 0 ? Boolean.FALSE : truth;
  }

  private static Object number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? (Object) (long) value : (Object) value;
  }
}
