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

  /** How the parser begins what it says of text behind a quoted field. */
  private static final String AFTER_QUOTE = "Unexpected character after closing quote: '";

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
      Cells first = rows.next();
      long headerLine = first.line();
      List<String> names = header(first, handler.fields(), flaws);
      sink.columns(names, headerLine);
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
          ragged(cells, handler.fields(), names, headerLine, flaws);
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
    if (names.size() == 1) {
      refuseOtherSeparator(names, cells.line(), flaws);
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Fault fault = ColumnNames.fault(names.get(i), i, seen, limits);
      if (fault != null) {
        String column = names.get(i).isEmpty() ? null : names.get(i);
        flaws.atLine(cells.line(), column, fault.code(), fault.detail() + reasonOfNoName(names, i));
      }
    }
    flaws.throwIfAny();
    return List.copyOf(names);
  }

  /** Why a name may be missing or not be one, as a question; empty if nothing tells. */
  private static String reasonOfNoName(List<String> names, int index) {
    if (!names.get(index).isEmpty()) {
      boolean number = !Double.isNaN(Numbers.parse(names.get(index)));
      return number ? " Is this line a row? Then put a line of names before it." : "";
    }
    if (index == 0) {
      return " Is it the index of a table of pandas? Then write it with index=False.";
    }
    return index == names.size() - 1 ? " Does each line end with a comma?" : "";
  }

  /** Refuses a header that something else than commas separates. */
  private static void refuseOtherSeparator(List<String> names, long line, Flaws flaws) {
    Separator separator = Separator.of(names);
    if (separator != null) {
      flaws.atLine(
          line,
          null,
          "malformed",
          "The header looks as if %s separated its fields (%s); expected commas."
              .formatted(separator.words(), Refusal.quoted(String.join(",", names))));
      flaws.throwIfAny();
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

  private static void ragged(
      Cells cells, long fields, List<String> names, long headerLine, Flaws flaws) {
    refuseOtherSeparator(names, headerLine, flaws);
    int columns = names.size();
    String first;
    if (fields < columns) {
      first = "%s has no field.".formatted(Refusal.quoted(names.get((int) fields)));
    } else {
      first = "field %d has no column.".formatted(columns + 1);
      if (names.getFirst().startsWith("#")) {
        first += " Is line %d, the header, a comment? Then leave it out.".formatted(headerLine);
      } else if (fields == columns + 1
          && cells.count() == fields
          && cells.textLength(columns) == 0) {
        first += " Does each line end with a comma?";
      }
    }
    flaws.atLine(
        cells.line(),
        fields < columns ? names.get((int) fields) : null,
        "malformed",
        "Line %d has %d field%s, the header has %d column%s: %s"
            .formatted(
                cells.line(),
                fields,
                fields == 1 ? "" : "s",
                columns,
                columns == 1 ? "" : "s",
                first));
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
    } else if (message.startsWith(AFTER_QUOTE)) {
      Separator separator =
          handler.names.isEmpty() ? Separator.of(message.charAt(AFTER_QUOTE.length())) : null;
      detail =
          separator != null
              ? "The header looks as if %s separated its fields; expected commas."
                  .formatted(separator.words())
              : where
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
