package io.trainyard.dataset;

import io.trainyard.rest.Refusal;
import java.util.List;

/** Whether rows have the fields that their header names, and what becomes of those that do not. */
final class RowShape {
  private final Header header;
  private final ReadOptions options;
  private final boolean shortRowsAreFaults;
  private boolean toldOfTrailing;

  RowShape(Header header, ReadOptions options, boolean shortRowsAreFaults) {
    this.header = header;
    this.options = options;
    this.shortRowsAreFaults = shortRowsAreFaults;
  }

  /**
   * Whether a row can be taken: it has a field for each column, or is filled up with gaps, or ends
   * with one separator too many.
   *
   * @param fields how many it has, which may be more than the cells that were kept
   */
  boolean fits(Cells cells, long fields, RowSource.Sink sink, Flaws flaws) {
    int columns = header.names().size();
    if (fields == columns) {
      if (header.line() > 0 && isHeader(cells)) {
        flaws.atLine(
            cells.line(),
            null,
            "duplicate",
            "Line %d repeats the header; were two files put together?".formatted(cells.line()));
      }
      return true;
    }
    if (fields == columns + 1 && cells.count() == fields && cells.textLength(columns) == 0) {
      if (!toldOfTrailing) {
        toldOfTrailing = true;
        warnOfTrailing(cells.line(), sink);
      }
      return true;
    }
    if (fields == columns - 1 && header.unnamed().contains(columns - 1)) {
      cells.add("", Cells.Kind.NONE); // the header's line alone ends with a separator
      return true;
    }
    if (fields > columns || shortRowsAreFaults) {
      flaws.atLine(
          cells.line(),
          fields < columns ? header.names().get((int) fields) : null,
          "malformed",
          sentence(cells, fields)
              + (fields < columns
                  ? "%s has no field.".formatted(Refusal.quoted(header.names().get((int) fields)))
                  : "field %d has no column.".formatted(columns + 1) + reason()));
      return false;
    }
    sink.warn(
        header.names().get((int) fields),
        cells.line(),
        "ragged",
        sentence(cells, fields) + "what is missing at its end is read as gaps.");
    while (cells.count() < columns) {
      cells.add("", Cells.Kind.NONE);
    }
    return true;
  }

  /** Says that lines end with a separator which parts nothing. */
  static void warnOfTrailing(long line, RowSource.Sink sink) {
    sink.warn(
        null,
        line,
        "trailing_separator",
        "Line %d ends with a separator; the field behind it was left out.".formatted(line));
  }

  private String sentence(Cells cells, long fields) {
    int columns = header.names().size();
    return "Line %d has %d field%s, the header has %d column%s: "
        .formatted(cells.line(), fields, fields == 1 ? "" : "s", columns, columns == 1 ? "" : "s");
  }

  /** Why a row may have a field too many, as a question. */
  private String reason() {
    if (options.comment() == null && header.names().getFirst().startsWith("#")) {
      return " Is line %d, the header, a comment? Then say comment=#.".formatted(header.line());
    }
    return " Is there a separator inside a value? %s separate the fields; such a value has to be quoted."
        .formatted(capitalised(Separator.words(String.valueOf(options.sep()))));
  }

  // One word may well be a value too, several in order hardly.
  private boolean isHeader(Cells cells) {
    List<String> names = header.names();
    if (names.size() == 1) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      if (cells.textLength(i) < names.get(i).length()
          || !cells.text(i).strip().equals(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static String capitalised(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
