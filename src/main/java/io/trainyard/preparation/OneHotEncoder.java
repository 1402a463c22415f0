package io.trainyard.preparation;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Either;
import io.trainyard.signature.Summary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column for each category, as scikit-learn's class of that name. */
@Summary("Makes a column of each category: 1 where it stands, 0 elsewhere.")
public final class OneHotEncoder extends Encoder {

  /** What becomes of values that training has not seen. */
  public enum HandleUnknown {
    ERROR,
    IGNORE,
    INFREQUENT_IF_EXIST
  }

  /** Which category of each column has no column of its own. */
  public enum Drop {
    FIRST,
    IF_BINARY
  }

  private final @Nullable Either<Drop, List<Object>> drop;
  private final HandleUnknown handleUnknown;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param categories those of each column, or {@code auto} for those that are there
   * @param drop a category of each column that gets no column: the first, the first of two, or one
   *     written out for each
   * @param handle_unknown what becomes of values that training has not seen: refused, zeros, or
   *     what the infrequent ones are
   * @param min_frequency what is seen less often is infrequent: from 1 on a count, below 1 a share
   * @param max_categories how many columns come of each, that of the infrequent ones included
   */
  public OneHotEncoder(
      @Default("auto") Either<Found, List<List<Object>>> categories,
      @Nullable Either<Drop, List<Object>> drop,
      @Default("error") HandleUnknown handle_unknown,
      @Nullable @Bounds(min = 0, minExclusive = true) Double min_frequency,
      @Nullable @Bounds(min = 1) Integer max_categories) {
    super(categories, min_frequency, max_categories, handle_unknown == HandleUnknown.ERROR);
    this.drop = drop;
    this.handleUnknown = handle_unknown;
  }

  /**
   * What it learned.
   *
   * @param categories_ of each column
   * @param drop_idx_ for each column the group without a column of its own; -1 for none
   */
  public record Learned(
      HandleUnknown handle_unknown, List<Grouping> categories_, List<Integer> drop_idx_)
      implements Fitted {

    @Override
    public List<Column> transform(List<Column> columns) {
      List<Column> encoded = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        Column column = columns.get(j);
        Grouping grouping = categories_.get(j);
        int[] groups = grouping.of(column);
        if (handle_unknown == HandleUnknown.ERROR) {
          grouping.requireKnown(groups, column, j, "transform");
        }
        int unknown =
            handle_unknown == HandleUnknown.INFREQUENT_IF_EXIST && !grouping.infrequent().isEmpty()
                ? grouping.size() - 1
                : Grouping.UNKNOWN;
        for (int k = 0; k < grouping.size(); k++) {
          if (k != drop_idx_.get(j)) {
            int group = k;
            encoded.add(
                column.numbers(
                    column.name() + "_" + grouping.name(k),
                    row -> (groups[row] < 0 ? unknown : groups[row]) == group ? 1 : 0));
          }
        }
      }
      return encoded;
    }
  }

  @Override
  Class<Learned> fitted() {
    return Learned.class;
  }

  @Override
  public Learned fit(List<Column> columns, Supervision target) {
    List<Grouping> groupings = groupings(columns);
    List<Integer> dropped = new ArrayList<>();
    for (int j = 0; j < groupings.size(); j++) {
      dropped.add(dropped(groupings.get(j), columns.get(j), j, columns.size()));
    }
    return new Learned(handleUnknown, groupings, dropped);
  }

  private int dropped(Grouping grouping, Column column, int number, int count) {
    return switch (drop) {
      case null -> -1;
      case Either.First<Drop, List<Object>>(Drop rule) ->
          rule == Drop.FIRST || grouping.size() == 2 ? 0 : -1;
      case Either.Second<Drop, List<Object>>(List<Object> written) -> {
        if (written.size() != count) {
          throw PreparationException.of(
              "`drop` should have length equal to the number of features ("
                  + count
                  + "), got "
                  + written.size(),
              column);
        }
        Object value = written.get(number);
        String word =
            column.type().isNumeric() && value instanceof Number given
                ? PythonText.of(column.type(), given.doubleValue())
                : String.valueOf(value);
        int place = grouping.categories().words().indexOf(word);
        if (place < 0 || grouping.infrequent().contains(place)) {
          throw PreparationException.of(
              "The following categories were supposed to be dropped, but were "
                  + (place < 0 ? "not found in the training data" : "infrequent")
                  + ": category '"
                  + word
                  + "', feature '"
                  + column.name()
                  + "'",
              column);
        }
        yield grouping.groups()[place];
      }
    };
  }
}
