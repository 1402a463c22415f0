package io.trainyard.dataset;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.trainyard.limits.Limits;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Refusal;
import io.trainyard.signature.Fault;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of a file of separated values (RFC 4180 and its relatives), read as was said and found. */
public final class CsvRows implements RowSource {
  /** Longest field, in characters; also how far an unclosed quotation mark is followed. */
  private static final int LONGEST_FIELD = 1 << 20;

  /** Longest row, in characters. */
  private static final int LONGEST_ROW = 1 << 24;

  /** How the parser begins what it says of text behind a quoted field. */
  private static final String AFTER_QUOTE = "Unexpected character after closing quote: '";

  private final Bytes bytes;
  private final Limits limits;
  private final Reading reading;
  private final boolean shortRowsAreFaults;

  /** A file within the limits. */
  CsvRows(Bytes bytes, Limits limits, Reading reading) {
    this(bytes, limits, reading, false);
  }

  private CsvRows(Bytes bytes, Limits limits, Reading reading, boolean shortRowsAreFaults) {
    this.bytes = bytes;
    this.limits = limits;
    this.reading = reading;
    this.shortRowsAreFaults = shortRowsAreFaults;
  }

  /** A file whose rows must have a field for each column; how else it is written is found out. */
  public static CsvRows strict(Bytes bytes, Limits limits) throws IOException {
    return new CsvRows(bytes, limits, Reading.of(bytes, ReadOptions.NONE), true);
  }

  @Override
  public void read(Sink sink) throws IOException {
    ReadOptions options = reading.options();
    if (reading.encodingIsGuessed()) {
      sink.warn(
          null,
          1L,
          "encoding_guessed",
          "The file is not UTF-8 and was read as cp1252; if signs are wrong, say its encoding.");
    }
    Flaws flaws = new Flaws();
    Notation notation = new Notation(options);
    RowHandler handler = new RowHandler(new Cells(notation), limits.dataset_columns());
    try (CsvReader<Cells> reader = reader(options, handler)) {
      Iterator<Cells> rows = reader.iterator();
      Cells first = null;
      for (int i = 0; i <= Math.max(options.header(), 0); i++) {
        if (!rows.hasNext()) {
          flaws.atLine(
              1,
              null,
              "malformed",
              i == 0
                  ? "The file is empty; expected a line of column names."
                  : "The file has %d rows; row %d was to name the columns."
                      .formatted(i, options.header()));
          flaws.throwIfAny();
        }
        first = rows.next();
      }
      Header header = header(Objects.requireNonNull(first), handler.fields(), sink, flaws);
      notation.columns(header.names());
      sink.columns(header);
      handler.names = header.names();
      RowShape shape = new RowShape(header, options, shortRowsAreFaults);
      boolean more = true;
      if (options.header() < 0) {
        more = sink.row(first);
      }
      while (more && rows.hasNext()) {
        Cells cells = rows.next();
        if (shape.fits(cells, handler.fields(), sink, flaws)) {
          more = sink.row(cells);
        }
      }
    } catch (CsvParseException e) {
      throw refusal(e, handler, flaws);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    flaws.throwIfAny();
  }

  private CsvReader<Cells> reader(ReadOptions options, RowHandler handler) throws IOException {
    String sep = Objects.requireNonNull(options.sep());
    Reader text = new TextReader(bytes.open(), Objects.requireNonNull(options.encoding()));
    return CsvReader.builder()
        .fieldSeparator(Separator.sign(sep))
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LONGEST_FIELD)
        .build(handler, options.filters() ? new FilteredReader(text, options) : text);
  }

  private Header header(Cells cells, long fields, Sink sink, Flaws flaws) {
    if (fields > limits.dataset_columns()) {
      flaws.atLine(
          cells.line(),
          null,
          "limit_exceeded",
          "The header has %d columns; the limit 'dataset_columns' is %d."
              .formatted(fields, limits.dataset_columns()));
      flaws.throwIfAny();
    }
    ReadOptions options = reading.options();
    List<String> given = options.names();
    if (!given.isEmpty()) {
      if (given.size() != cells.count()) {
        throw InvalidRequest.parameter(
            "names",
            "shape_mismatch",
            "'names' has %d names, line %d has %d fields."
                .formatted(given.size(), cells.line(), cells.count()));
      }
      return check(Header.given(given), flaws);
    }
    if (options.header() < 0) {
      return Header.counted(cells.count());
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < cells.count(); i++) {
      names.add(cells.text(i));
    }
    return check(Header.of(names, cells.line(), sink), flaws);
  }

  private Header check(Header header, Flaws flaws) {
    var seen = new HashMap<String, Integer>();
    for (int i = 0; i < header.names().size(); i++) {
      Fault fault = ColumnNames.fault(header.names().get(i), i, seen, limits);
      if (fault != null) {
        flaws.atLine(Math.max(header.line(), 1), null, fault.code(), fault.detail());
      }
    }
    flaws.throwIfAny();
    return header;
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
    private final Cells cells;
    private final int mostColumns;
    private List<String> names = List.of();

    RowHandler(Cells cells, int mostColumns) {
      this.cells = cells;
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
