package io.trainyard.dataset;

import io.trainyard.limits.Limits;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How many rows a table has, and what each of its columns holds.
 *
 * @param rows at least one
 */
record TableProfile(int rows, List<Column> columns) {
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
    return new TableProfile(
        (int) learner.rows, learner.columns.stream().map(ColumnProfile::column).toList());
  }

  private static final class Learner implements RowSource.Sink {
    private final Limits limits;
    private List<ColumnProfile> columns = List.of();
    private long rows;
    private long firstRowTooMany;

    Learner(Limits limits) {
      this.limits = limits;
    }

    @Override
    public void columns(List<String> names) {
      AtomicLong room = new AtomicLong(ROOM_FOR_CATEGORIES);
      columns =
          names.stream().map(name -> new ColumnProfile(name, limits.categories(), room)).toList();
    }

    @Override
    public boolean row(Cells cells) {
      rows++;
      if (rows <= limits.dataset_rows()) {
        for (int i = 0; i < columns.size(); i++) {
          columns.get(i).add(cells, i);
        }
      } else if (firstRowTooMany == 0) {
        firstRowTooMany = cells.line();
      }
      return true;
    }

    RowSource.Sink textsFromTheStart() {
      int[] unseen =
          IntStream.range(0, columns.size()).filter(i -> columns.get(i).hasUnseenTexts()).toArray();
      return new RowSource.Sink() {
        @Override
        public void columns(List<String> names) {
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
