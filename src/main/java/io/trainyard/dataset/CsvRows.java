package io.trainyard.dataset;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.trainyard.limits.Limits;
import io.trainyard.rest.Refusal;
import io.trainyard.signature.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file (RFC 4180) in UTF-8 whose first line names the columns. */
public final class CsvRows implements RowSource {
  /** Longest field, in characters; also how far an unclosed quotation mark is followed. */
  private static final int LONGEST_FIELD = 1 << 20;

  /** Longest row, in characters. */
  private static final int LONGEST_ROW = 1 << 24;

  private final Bytes bytes;
  private final Limits limits;

  /** A file within the limits. */
  public CsvRows(Bytes bytes, Limits limits) {
    this.bytes = bytes;
    this.limits = limits;
  }

  @Override
  public void read(Sink sink) throws IOException {
    Flaws flaws = new Flaws();
    RowHandler handler = new RowHandler(limits.dataset_columns());
    try (CsvReader<Cells> reader =
        CsvReader.builder()
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(LONGEST_FIELD)
            .build(handler, new Utf8Reader(bytes.open()))) {
      Iterator<Cells> rows = reader.iterator();
      if (!rows.hasNext()) {
        flaws.atLine(1, null, "malformed", "The file is empty; expected a line of column names.");
        flaws.throwIfAny();
      }
      List<String> names = header(rows.next(), handler.fields(), flaws);
      sink.columns(names);
      handler.names = names;
      boolean more = true;
      while (more && rows.hasNext()) {
        Cells cells = rows.next();
        if (handler.fields() == names.size()) {
          if (isHeader(cells, names)) {
            flaws.atLine(
                cells.line(),
                null,
                "duplicate",
                "Line %d repeats the header; were two files put together?".formatted(cells.line()));
          }
          more = sink.row(cells);
        } else {
          ragged(cells.line(), handler.fields(), names, flaws);
        }
      }
    } catch (CsvParseException e) {
      throw refusal(e, handler, flaws);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    flaws.throwIfAny();
  }

  private List<String> header(Cells cells, long fields, Flaws flaws) {
    if (fields > limits.dataset_columns()) {
      flaws.atLine(
          cells.line(),
          null,
          "limit_exceeded",
          "The header has %d columns; the limit 'dataset_columns' is %d."
              .formatted(fields, limits.dataset_columns()));
      flaws.throwIfAny();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < cells.count(); i++) {
      names.add(cells.text(i).strip());
    }
    otherSeparator(names, cells.line(), flaws);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Fault fault = ColumnNames.fault(names.get(i), i, seen, limits);
      if (fault != null) {
        String column = names.get(i).isEmpty() ? null : names.get(i);
        flaws.atLine(cells.line(), column, fault.code(), fault.detail());
      }
    }
    flaws.throwIfAny();
    return List.copyOf(names);
  }

  /** Refuses a header that is one name only because something else separates the names. */
  private static void otherSeparator(List<String> names, long line, Flaws flaws) {
    if (names.size() != 1) {
      return;
    }
    String header = names.getFirst();
    for (Map.Entry<Character, String> separator :
        Map.of(';', "semicolons", '\t', "tabs", '|', "vertical bars").entrySet()) {
      if (header.indexOf(separator.getKey()) >= 0) {
        flaws.atLine(
            line,
            null,
            "malformed",
            "The header looks as if %s separated its fields (%s); expected commas."
                .formatted(separator.getValue(), Refusal.quoted(header)));
        flaws.throwIfAny();
      }
    }
  }

  // One word may well be a value too, several in order hardly.
  private static boolean isHeader(Cells cells, List<String> names) {
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

  private static void ragged(long line, long fields, List<String> names, Flaws flaws) {
    int columns = names.size();
    String first =
        fields < columns
            ? "%s has no field".formatted(Refusal.quoted(names.get((int) fields)))
            : "field %d has no column".formatted(columns + 1);
    flaws.atLine(
        line,
        fields < columns ? names.get((int) fields) : null,
        "malformed",
        "Line %d has %d field%s, the header has %d column%s: %s."
            .formatted(
                line, fields, fields == 1 ? "" : "s", columns, columns == 1 ? "" : "s", first));
  }

  private static RuntimeException refusal(CsvParseException e, RowHandler handler, Flaws flaws) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
    }
    String message = String.valueOf(e.getMessage());
    long line = handler.line();
    String column = handler.column();
    String where =
        column == null
            ? "The row that begins at line " + line
            : "The row that begins at line %d, column %s,".formatted(line, Refusal.quoted(column));
    String detail;
    if (message.startsWith("Unclosed")) {
      detail = where + " has a quotation mark that is never closed.";
    } else if (message.startsWith("Unexpected character after closing quote")) {
      detail =
          where
              + " has more text after a closing quotation mark; a quotation mark inside a quoted"
              + " field is written twice.";
    } else if (message.startsWith("The maximum buffer size")) {
      detail =
          where
              + " has a field of more than %d characters; is a quotation mark left open?"
                  .formatted(LONGEST_FIELD);
    } else {
      return e;
    }
    try {
      flaws.atLine(line, column, "malformed", detail);
      flaws.throwIfAny();
      return e;
    } catch (Refusal refusal) {
      return refusal;
    }
  }

  /** Copies fields out of the parser's buffer as they come. */
  private static final class RowHandler extends AbstractBaseCsvCallbackHandler<Cells> {
    private final Cells cells = new Cells();
    private final int mostColumns;
    private List<String> names = List.of();

    RowHandler(int mostColumns) {
      this.mostColumns = mostColumns;
    }

    /** How many fields the row has, which may be more than are kept. */
    long fields() {
      return getFieldCount();
    }

    long line() {
      return getStartingLineNumber();
    }

    /** The column that the next field belongs to, once the header is read. */
    @Nullable String column() {
      int field = getFieldCount();
      return field < names.size() ? names.get(field) : null;
    }

    @Override
    protected void handleBegin(long line) {
      cells.begin(line);
    }

    @Override
    protected void handleField(int field, char[] from, int offset, int length, boolean quoted) {
      if (cells.length() + length > LONGEST_ROW) {
        Flaws flaws = new Flaws();
        flaws.atLine(
            line(),
            null,
            "limit_exceeded",
            "The row that begins at line %d has more than %d characters."
                .formatted(line(), LONGEST_ROW));
        flaws.throwIfAny();
      }
      if (field < mostColumns) {
        cells.add(from, offset, length, Cells.Kind.OPEN);
      }
    }

    @Override
    protected Cells buildRecord() {
      return cells;
    }
  }
}
