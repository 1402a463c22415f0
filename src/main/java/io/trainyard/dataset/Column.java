package io.trainyard.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a column.
 *
 * @param min smallest value of a column of numbers that has one, otherwise null; may be infinite;
 *     likewise {@code max}
 * @param mean mean of the same; null where it is not finite; likewise {@code std}
 * @param std standard deviation over all values (divided by their count, as a StandardScaler does)
 * @param missing how many rows have no value
 * @param first_missing_line the line of the file where the first of them begins, 1-based; 0 if none
 * @param classes the different texts by code point, or the distinct numbers in ascending order as
 *     text; null where there are too many, and for infinite numbers
 */
public record Column(
    String name,
    ColumnType type,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double mean,
    @Nullable Double std,
    long missing,
    long first_missing_line,
    @Nullable List<String> classes) {
  /** Whether its values are kept as numbers or as places among its classes. */
  public boolean hasValues() {
    return type.isNumeric() || classes != null;
  }

  /** Whether one of its numbers is infinite. */
  public boolean isInfinite() {
    return min != null && max != null && (Double.isInfinite(min) || Double.isInfinite(max));
  }
}
