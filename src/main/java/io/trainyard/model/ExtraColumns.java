package io.trainyard.model;

import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Refusal;

/** What becomes of columns that a model does not know. */
enum ExtraColumns {
  /** They are faults. */
  REFUSE,
  /** Nobody looks at them. */
  IGNORE;

  /** What the query parameter {@code extra_columns} says. */
  static ExtraColumns of(String text) {
    return switch (text) {
      case "refuse" -> REFUSE;
      case "ignore" -> IGNORE;
      default ->
          throw InvalidRequest.parameter(
              "extra_columns",
              "unknown_name",
              "Query parameter 'extra_columns' must be 'refuse' or 'ignore'; got %s."
                  .formatted(Refusal.quoted(text)));
    };
  }
}
