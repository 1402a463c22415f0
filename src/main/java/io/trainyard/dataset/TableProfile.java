package io.trainyard.dataset;

import io.trainyard.limits.Limits;
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
  static TableProfile of(RowSource source, Limits limits) throws IOException {
    Learner learner = new Learner(limits);
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
    List<Column> columns = learner.columns.stream().map(ColumnProfile::column).toList();
    return new TableProfile((int) learner.rows, columns, learner.warnings(columns));
  }

  private static final class Learner implements RowSource.Sink {
    private final Limits limits;
    private List<ColumnProfile> columns = List.of();
    private @Nullable HeaderDoubts header;
    private long rows;
    private long firstRowTooMany;
    private long emptyRows;
    private long firstEmptyRow;

    Learner(Limits limits) {
      this.limits = limits;
    }

    @Override
    public void columns(List<String> names, long line) {
      AtomicLong room = new AtomicLong(ROOM_FOR_CATEGORIES);
      columns =
          names.stream().map(name -> new ColumnProfile(name, limits.categories(), room)).toList();
      header = new HeaderDoubts(names, line);
    }

    @Override
    public boolean row(Cells cells) {
      rows++;
      if (rows <= limits.dataset_rows()) {
        boolean empty = true;
        for (int i = 0; i < columns.size(); i++) {
          empty &= !columns.get(i).add(cells, i);
        }
        if (empty && emptyRows++ == 0) {
          firstEmptyRow = cells.line();
        }
        if (header != null) {
          header.row(cells);
        }
      } else if (firstRowTooMany == 0) {
        firstRowTooMany = cells.line();
      }
      return true;
    }

    List<Warning> warnings(List<Column> known) {
      Warnings warnings = new Warnings();
      if (header != null) {
        header.report(known, warnings);
      }
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
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).report(known.get(i), rows, warnings);
      }
      return warnings.list();
    }

    RowSource.Sink textsFromTheStart() {
      int[] unseen =
          IntStream.range(0, columns.size()).filter(i -> columns.get(i).hasUnseenTexts()).toArray();
      return new RowSource.Sink() {
        @Override
        public void columns(List<String> names, long line) {
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
