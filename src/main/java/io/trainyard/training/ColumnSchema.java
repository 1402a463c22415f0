package io.trainyard.training;

import io.trainyard.preparation.ColumnType;
import io.trainyard.signature.Faults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as a plan sees it, before its values are read.
 *
 * @param name its header
 * @param type what its values are
 * @param classes its categories in the order of their code points, or its different numbers in the
 *     order of their values, written shortest ({@code 0}, {@code 1.5}); null when there are too
 *     many to be classes
 * @param missing how many rows have no value
 * @param firstMissingLine the line of the file of the first of them, counted from 1; 0 when none is
 *     missing
 * @param infinite whether one of its numbers is infinite
 * @param array what the array in each row is; null for plain values
 */
public record ColumnSchema(
    String name,
    ColumnType type,
    @Nullable List<String> classes,
    long missing,
    long firstMissingLine,
    boolean infinite,
    @Nullable ArraySchema array) {

  /** A column of plain values, none of them infinite. */
  public ColumnSchema(
      String name,
      ColumnType type,
      @Nullable List<String> classes,
      long missing,
      long firstMissingLine) {
    this(name, type, classes, missing, firstMissingLine, false, null);
  }

  /** A column with an array of numbers in each row. */
  public static ColumnSchema ofArrays(String name, ArraySchema array) {
    return new ColumnSchema(name, ColumnType.NUMBER, null, 0, 0, false, array);
  }

  /** Refuses the column if nothing can be learned from it for its infinite numbers. */
  void requireFinite(Faults place) {
    if (infinite) {
      place.add(
          "invalid_value",
          "the column '"
              + name
              + "' has infinite numbers, from which nothing can be learned; leave it out, or read"
              + " the data set again with na_values=inf and na_values=-inf so that they are gaps");
    }
  }

  boolean isArray() {
    return array != null;
  }
}
