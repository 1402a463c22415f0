package io.trainyard.dataset;

import io.trainyard.limits.Limits;
import io.trainyard.rest.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many rows a table has, what each of its columns holds, and what is doubtful of them.
 *
 * @param rows at least one
 */
record TableProfile(int rows, List<Column> columns, List<Warning> warnings) {
  /** Characters that the categories of all columns together may take. */
  private static final long ROOM_FOR_CATEGORIES = 1L << 25;

  /**
   * Reads a table through, twice if a column begins with numbers and goes on with texts.
   *
   * @throws io.trainyard.rest.Refusal if it is malformed, has no rows or is beyond a limit
   */
  static TableProfile of(RowSource source, ReadOptions options, Limits limits) throws IOException {
    Learner learner = new Learner(options, limits);
    source.read(learner);
    if (learner.rows == 0) {
      Flaws flaws = new Flaws();
      flaws.atLine(1, null, "malformed", "There are no rows below the names of the columns.");
      flaws.throwIfAny();
    }
    if (learner.rows > limits.dataset_rows()) {
      Flaws flaws = new Flaws();
      flaws.atLine(
          learner.firstRowTooMany,
          null,
          "limit_exceeded",
          "There are %d rows; the limit 'dataset_rows' is %d."
              .formatted(learner.rows, limits.dataset_rows()));
      flaws.throwIfAny();
    }
    if (learner.columns.stream().anyMatch(ColumnProfile::hasUnseenTexts)) {
      source.read(learner.textsFromTheStart());
    }
    List<Column> columns = learner.known();
    return new TableProfile((int) learner.rows, columns, learner.warnings(columns));
  }

  private static final class Learner implements RowSource.Sink {
    private final ReadOptions options;
    private final Limits limits;
    private final Flaws flaws = new Flaws();
    private final Warnings warnings = new Warnings();
    private List<ColumnProfile> columns = List.of();
    private Header header = Header.given(List.of());
    private @Nullable HeaderDoubts doubts;
    private long rows;
    private long firstRowTooMany;
    private long emptyRows;
    private long firstEmptyRow;

    Learner(ReadOptions options, Limits limits) {
      this.options = options;
      this.limits = limits;
    }

    @Override
    public void columns(Header header) {
      AtomicLong room = new AtomicLong(ROOM_FOR_CATEGORIES);
      this.header = header;
      options.checkNames(header.names());
      columns =
          header.names().stream()
              .map(name -> new ColumnProfile(name, options, limits.categories(), room))
              .toList();
      doubts = new HeaderDoubts(header.names(), header.line());
    }

    @Override
    public void warn(@Nullable String column, @Nullable Long line, String code, String detail) {
      warnings.add(column, line, code, detail);
    }

    @Override
    public boolean row(Cells cells) {
      rows++;
      if (rows <= limits.dataset_rows()) {
        boolean empty = true;
        for (int i = 0; i < columns.size(); i++) {
          empty &= !columns.get(i).add(cells, i, flaws);
        }
        if (empty && emptyRows++ == 0) {
          firstEmptyRow = cells.line();
        }
        if (doubts != null) {
          doubts.row(cells);
        }
      } else if (firstRowTooMany == 0) {
        firstRowTooMany = cells.line();
      }
      return true;
    }

    /** The columns, without a last one that is nothing but a separator too many. */
    List<Column> known() {
      List<Column> known = columns.stream().map(column -> column.column(flaws)).toList();
      flaws.throwIfAny();
      int last = known.size() - 1;
      boolean nothing =
          last > 0 && header.unnamed().contains(last) && known.get(last).missing() == rows;
      return nothing ? known.subList(0, last) : known;
    }

    List<Warning> warnings(List<Column> known) {
      if (known.size() < columns.size()) {
        RowShape.warnOfTrailing(header.line(), this);
      }
      if (doubts != null) {
        doubts.report(known, warnings);
      }
      header.unnamed().stream().sorted().forEach(place -> warnOfNoName(place, known));
      if (rows == 1) {
        warnings.add(
            null, null, "one_row", "The table has one row; nothing can be learned from it.");
      } else if (emptyRows > 0 && emptyRows < rows && columns.size() > 1) {
        warnings.add(
            null,
            firstEmptyRow,
            "empty_row",
            "Line %d is a row without any value%s."
                .formatted(
                    firstEmptyRow,
                    emptyRows == 1 ? "" : ", as are %d more".formatted(emptyRows - 1)));
      }
      for (int i = 0; i < known.size(); i++) {
        columns.get(i).report(known.get(i), rows, warnings);
      }
      return warnings.list();
    }

    private void warnOfNoName(int place, List<Column> known) {
      if (place >= known.size()) {
        return;
      }
      boolean index = place == 0 && columns.getFirst().countsTheRows();
      warnings.add(
          index ? header.names().getFirst() : null,
          header.line(),
          index ? "unnamed_index" : "empty_name",
          index
              ? "The first column has no name and counts the rows, as the index of a table of pandas; then leave it out of the features."
              : "Column %d has no name; it is now %s."
                  .formatted(place + 1, Refusal.quoted(header.names().get(place))));
    }

    RowSource.Sink textsFromTheStart() {
      int[] unseen =
          IntStream.range(0, columns.size()).filter(i -> columns.get(i).hasUnseenTexts()).toArray();
      return new RowSource.Sink() {
        @Override
        public void columns(Header header) {
          // known from the first time
        }

        @Override
        public boolean row(Cells cells) {
          for (int i : unseen) {
            columns.get(i).addText(cells, i);
          }
          return true;
        }
      };
    }
  }
}
