package io.trainyard.dataset;

import io.trainyard.rest.Refusal;
import io.trainyard.rest.StrictJson;
import io.trainyard.signature.Fault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Values of JSON as cells: a string is a text even if it reads like a number. */
final class JsonCell {
  private JsonCell() {}

  /**
   * Adds the value at which a parser stands to a row.
   *
   * @return what is wrong with it, at no place yet; null if nothing is
   */
  static @Nullable Fault add(JsonParser parser, Cells cells) {
    switch (parser.currentToken()) {
      case VALUE_NULL -> cells.add("", Cells.Kind.NONE);
      case VALUE_STRING -> cells.add(StrictJson.text(parser), Cells.Kind.TEXT);
      case VALUE_TRUE, VALUE_FALSE -> cells.add(parser.getString(), Cells.Kind.TRUTH);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        cells.add(parser.getString(), Cells.Kind.OPEN);
        if (Double.isNaN(cells.number(cells.count() - 1))) {
          return new Fault(
              "",
              "The number %s is beyond the range of a double."
                  .formatted(Refusal.quoted(parser.getString())),
              "out_of_range");
        }
      }
      default -> {
        parser.skipChildren();
        cells.add("", Cells.Kind.NONE);
        return new Fault(
            "", "A value must be a number, a text, true, false or null.", "wrong_type");
      }
    }
    return null;
  }
}
