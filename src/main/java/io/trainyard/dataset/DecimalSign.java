package io.trainyard.dataset;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Finds out whether a file's numbers have decimal points or decimal commas. */
final class DecimalSign {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d+");
  private static final Pattern WITH_COMMA = Pattern.compile("[-+]?\\d*,\\d+");
  private static final Pattern WITH_POINT = Pattern.compile("[-+]?\\d*\\.\\d+(?:[eE][-+]?\\d+)?");

  private static final Pattern GROUPED_BY_COMMAS = Pattern.compile("[-+]?[1-9]\\d{0,2},\\d{3}");
  private static final Pattern GROUPED_BY_POINTS = Pattern.compile("[-+]?[1-9]\\d{0,2}\\.\\d{3}");

  private DecimalSign() {}

  /**
   * The sign in the first rows of a file: a comma where a column is numbers with it, at least one
   * of which cannot be a comma between thousands, and no column is as surely numbers with a point.
   */
  static char of(List<List<String>> rows) {
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    boolean comma =
        IntStream.range(0, columns)
            .anyMatch(column -> shows(rows, column, WITH_COMMA, GROUPED_BY_COMMAS));
    boolean point =
        IntStream.range(0, columns)
            .anyMatch(column -> shows(rows, column, WITH_POINT, GROUPED_BY_POINTS));
    return comma && !point ? ',' : '.';
  }

  private static boolean shows(
      List<List<String>> rows, int column, Pattern fraction, Pattern grouped) {
    boolean some = false;
    for (List<String> row : rows.subList(1, rows.size())) {
      String value = column < row.size() ? row.get(column).strip() : "";
      if (value.isEmpty()
          || Notation.PANDAS_GAPS.contains(value)
          || WHOLE.matcher(value).matches()) {
        continue;
      }
      if (!fraction.matcher(value).matches()) {
        return false;
      }
      some |= !grouped.matcher(value).matches();
    }
    return some;
  }
}
