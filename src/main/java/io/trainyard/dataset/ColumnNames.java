package io.trainyard.dataset;

import io.trainyard.limits.Limits;
import io.trainyard.rest.Refusal;
import io.trainyard.signature.Fault;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the name of a column must be, whatever form the table comes in. */
final class ColumnNames {
  private ColumnNames() {}

  /**
   * What is wrong with a name, at no place yet.
   *
   * @param index its place, 0-based
   * @param seen the names before it with their places; this one is added
   * @return null if nothing is
   */
  static @Nullable Fault fault(String name, int index, Map<String, Integer> seen, Limits limits) {
    if (name.isBlank()) {
      return new Fault("", "Column %d has no name.".formatted(index + 1), "malformed");
    }
    int length = name.codePointCount(0, name.length());
    if (length > limits.name_length()) {
      return new Fault(
          "",
          "The name of column %d has %d characters; the limit 'name_length' is %d."
              .formatted(index + 1, length, limits.name_length()),
          "limit_exceeded");
    }
    Integer before = seen.putIfAbsent(name, index);
    return before == null
        ? null
        : new Fault(
            "",
            "Columns %d and %d have the same name %s."
                .formatted(before + 1, index + 1, Refusal.quoted(name)),
            "duplicate");
  }
}
