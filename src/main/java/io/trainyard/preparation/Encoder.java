package io.trainyard.preparation;

import io.trainyard.signature.Either;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes numbers of categories, for which it learns what categories there are. */
public abstract sealed class Encoder extends Preprocessor
    permits OneHotEncoder, OrdinalEncoder, TargetEncoder {

  /** Where the categories come from, if they are not written out. */
  public enum Found {
    /** Those that the training rows show, in order. */
    AUTO
  }

  private final @Nullable List<List<Object>> given;
  private final double leastFrequency;
  private final int most;
  private final boolean refusesUnknown;

  /**
   * Takes the arguments that all encoders have.
   *
   * @param min_frequency what is seen less often is infrequent: from 1 on a count, below 1 a share
   * @param max_categories how many groups come out, that of the infrequent ones included
   */
  Encoder(
      Either<Found, List<List<Object>>> categories,
      @Nullable Double min_frequency,
      @Nullable Integer max_categories,
      boolean refusesUnknown) {
    if (min_frequency != null && min_frequency > 1 && min_frequency != Math.rint(min_frequency)) {
      throw new IllegalArgumentException(
          "'min_frequency' is a whole number of rows or a share below 1, got " + min_frequency);
    }
    this.given =
        categories instanceof Either.Second<Found, List<List<Object>>>(List<List<Object>> written)
            ? written
            : null;
    this.leastFrequency = min_frequency == null ? 0 : min_frequency;
    this.most = max_categories == null ? Integer.MAX_VALUE : max_categories;
    this.refusesUnknown = refusesUnknown;
  }

  /** The categories of each column. */
  final List<Grouping> groupings(List<Column> columns) {
    if (given != null && given.size() != columns.size()) {
      throw PreparationException.of(
          "Shape mismatch: if categories is an array, it has to be of shape (n_features,): there are "
              + given.size()
              + " lists for "
              + columns.size()
              + " columns",
          columns.getFirst());
    }
    List<Grouping> groupings = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      Column column = columns.get(j);
      Categories categories = given == null ? Categories.of(column) : written(column, given.get(j));
      double count = leastFrequency < 1 ? leastFrequency * column.rows() : leastFrequency;
      Grouping grouping =
          leastFrequency == 0 && most == Integer.MAX_VALUE
              ? new Grouping(categories, List.of())
              : Grouping.of(categories, categories.counts(column), count, most);
      if (given != null && refusesUnknown) {
        grouping.requireKnown(grouping.of(column), column, j, "fit");
      }
      groupings.add(grouping);
    }
    return groupings;
  }

  private static Categories written(Column column, List<Object> values) {
    List<String> words = new ArrayList<>();
    double before = Double.NEGATIVE_INFINITY;
    for (Object value : values) {
      if (!column.type().isNumeric()) {
        words.add(String.valueOf(value));
        continue;
      }
      double number =
          switch (value) {
            case Number given -> given.doubleValue();
            case Boolean truth -> truth ? 1 : 0;
            default ->
                throw PreparationException.of(
                    "the categories of '"
                        + column.name()
                        + "' have to be numbers, as its values are; got '"
                        + value
                        + "'",
                    column);
          };
      if (number <= before) {
        throw PreparationException.of(
            "Unsorted categories are not supported for numerical categories", column);
      }
      before = number;
      words.add(PythonText.of(column.type(), number));
    }
    if (words.stream().distinct().count() < words.size()) {
      throw PreparationException.of(
          "In column '"
              + column.name()
              + "', the predefined categories contain duplicate elements.",
          column);
    }
    return new Categories(column.type(), words, false);
  }
}
