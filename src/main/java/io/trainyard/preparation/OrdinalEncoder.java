package io.trainyard.preparation;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Either;
import io.trainyard.signature.Summary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The number of the category, as scikit-learn's class of that name. */
@Summary("Numbers the categories of each column from 0, as an Embedding takes them.")
public final class OrdinalEncoder extends Encoder {

  /** What becomes of values that training has not seen. */
  public enum HandleUnknown {
    ERROR,
    USE_ENCODED_VALUE
  }

  private final HandleUnknown handleUnknown;
  private final @Nullable Integer unknown;
  private final @Nullable Integer missing;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param categories those of each column, or {@code auto} for those that are there
   * @param handle_unknown what becomes of values that training has not seen: refused, or a number
   * @param unknown_value that number
   * @param encoded_missing_value the number of a gap; it stays a gap when absent
   * @param min_frequency what is seen less often is infrequent: from 1 on a count, below 1 a share
   * @param max_categories how many numbers there are, that of the infrequent ones included
   * @throws IllegalArgumentException unless the number of the unknown is given just when it is
   *     needed
   */
  public OrdinalEncoder(
      @Default("auto") Either<Found, List<List<Object>>> categories,
      @Default("error") HandleUnknown handle_unknown,
      @Nullable Integer unknown_value,
      @Nullable Integer encoded_missing_value,
      @Nullable @Bounds(min = 0, minExclusive = true) Double min_frequency,
      @Nullable @Bounds(min = 1) Integer max_categories) {
    super(categories, min_frequency, max_categories, handle_unknown == HandleUnknown.ERROR);
    if ((handle_unknown == HandleUnknown.ERROR) != (unknown_value == null)) {
      throw new IllegalArgumentException(
          unknown_value == null
              ? "unknown_value should be an integer when handle_unknown is 'use_encoded_value'"
              : "unknown_value should only be set when handle_unknown is 'use_encoded_value', got "
                  + unknown_value);
    }
    this.handleUnknown = handle_unknown;
    this.unknown = unknown_value;
    this.missing = encoded_missing_value;
  }

  /**
   * What it learned.
   *
   * @param categories_ of each column
   * @param unknown_value the number of a value that training has not seen; null refuses it
   * @param encoded_missing_value the number of a gap; null for none
   */
  public record Learned(
      List<Grouping> categories_,
      @Nullable Integer unknown_value,
      @Nullable Integer encoded_missing_value)
      implements Fitted {

    @Override
    public List<Column> transform(List<Column> columns) {
      List<Column> encoded = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        Column column = columns.get(j);
        Grouping grouping = categories_.get(j);
        int[] groups = grouping.of(column);
        if (unknown_value == null) {
          grouping.requireKnown(groups, column, j, "transform");
        }
        Categories categories = grouping.categories();
        int gap = categories.missing() ? grouping.groups()[categories.size() - 1] : -2;
        boolean shared = grouping.infrequent().contains(categories.size() - 1);
        double unknown = unknown_value == null ? Double.NaN : unknown_value;
        double missing = encoded_missing_value == null ? Double.NaN : encoded_missing_value;
        Column.Values values =
            row -> {
              int group = groups[row];
              return group < 0 ? unknown : group == gap && !shared ? missing : group;
            };
        encoded.add(
            new Column(
                column.name(),
                column.source(),
                ColumnType.INTEGER,
                List.of(),
                column.rows(),
                values));
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
    for (int j = 0; j < groupings.size(); j++) {
      Categories categories = groupings.get(j).categories();
      int numbered = groupings.get(j).size() - (categories.missing() ? 1 : 0);
      requireFree(unknown, "unknown_value", numbered, columns.get(j));
      if (categories.missing()) {
        requireFree(missing, "encoded_missing_value", numbered, columns.get(j));
      }
    }
    return new Learned(groupings, handleUnknown == HandleUnknown.ERROR ? null : unknown, missing);
  }

  private static void requireFree(@Nullable Integer number, String what, int count, Column column) {
    if (number != null && number >= 0 && number < count) {
      throw PreparationException.of(
          "The used value for "
              + what
              + " "
              + number
              + " is one of the values already used for encoding the seen categories of '"
              + column.name()
              + "', which are 0 to "
              + (count - 1),
          column);
    }
  }
}
