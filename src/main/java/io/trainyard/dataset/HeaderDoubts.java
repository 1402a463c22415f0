package io.trainyard.dataset;

import io.trainyard.rest.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Doubts whether a file's first line is the names of its columns, one name a column. */
final class HeaderDoubts {
  private static final int MOST_NAMES = 3;

  private final List<String> names;
  private final long line;
  private final List<Separator> possible = new ArrayList<>();

  /**
   * A header of these names.
   *
   * @param line where it stands; 0 if the names are not part of the rows' text
   */
  HeaderDoubts(List<String> names, long line) {
    this.names = names;
    this.line = line;
    if (line > 0 && names.size() == 1) {
      for (Separator separator : Separator.values()) {
        if (separator.fields(names.getFirst()) > 1) {
          possible.add(separator);
        }
      }
    }
  }

  /** Takes a row below the header. */
  void row(Cells cells) {
    if (!possible.isEmpty() && !cells.isMissing(0)) {
      String text = cells.text(0);
      possible.removeIf(separator -> separator.fields(text) != separator.fields(names.getFirst()));
    }
  }

  /** Says what is doubtful once all rows have been seen. */
  void report(List<Column> columns, Warnings warnings) {
    if (!possible.isEmpty()) {
      Separator separator = possible.getFirst();
      warnings.add(
          names.getFirst(),
          line,
          "one_column",
          "The table has one column, yet each row has %d fields if %s separate them, as the header has; say sep."
              .formatted(separator.fields(names.getFirst()), separator.words()));
    } else if (line > 0 && readsLikeARow(columns)) {
      String some =
          String.join(", ", names.stream().limit(MOST_NAMES).map(Refusal::quoted).toList());
      warnings.add(
          null,
          line,
          "numeric_header",
          "Line %d names the columns, but reads like a row (%s%s); if it is one, say header=none."
              .formatted(line, some, names.size() > MOST_NAMES ? ", …" : ""));
    }
  }

  // Names are numbers wherever values are; without numbers, all are among the values below them.
  private boolean readsLikeARow(List<Column> columns) {
    boolean anyNumber =
        IntStream.range(0, columns.size())
            .anyMatch(i -> columns.get(i).type().isNumeric() && isNumber(names.get(i)));
    return IntStream.range(0, columns.size())
            .allMatch(i -> {
              Column column = columns.get(i);
              return column.type().isNumeric()
                  ? isNumber(names.get(i))
                  : anyNumber
                      || (column.classes() != null && column.classes().contains(names.get(i)));
            })
        && (anyNumber || names.size() > 1);
  }

  private static boolean isNumber(String name) {
    return !Double.isNaN(Numbers.parse(name));
  }
}
