package io.trainyard.dataset;

import io.trainyard.limits.Limits;
import io.trainyard.rest.Refusal;
import io.trainyard.rest.StrictJson;
import io.trainyard.signature.Fault;
import io.trainyard.signature.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Rows of a JSON object {@code {"name", "columns", "rows"}}, in whatever order it has them. A
 * string is a text even if it reads like a number; only null is a missing value.
 */
final class JsonRows implements RowSource {
  private static final List<String> FIELDS = List.of("name", "columns", "rows");

  private final Bytes bytes;
  private final Limits limits;
  private final List<String> columns = new ArrayList<>();
  private final ReadOptions options;
  private Notation notation = Notation.PLAIN;
  private @Nullable String name;

  private JsonRows(Bytes bytes, ReadOptions options, Limits limits) {
    this.bytes = bytes;
    this.options = options;
    this.limits = limits;
  }

  /** Reads everything but the rows. */
  static JsonRows of(Bytes bytes, ReadOptions options, Limits limits) throws IOException {
    JsonRows rows = new JsonRows(bytes, options, limits);
    Flaws flaws = new Flaws();
    try (InputStream stream = bytes.open()) {
      ForeignFormat.refuse(stream.readNBytes(ForeignFormat.LONGEST_START), "JSON in UTF-8");
    }
    try (JsonParser parser = StrictJson.parser(bytes.open())) {
      rows.head(parser, flaws);
      if (parser.nextToken() != null) {
        throw StrictJson.malformed("there is more after its end", parser.currentTokenLocation());
      }
    } catch (JacksonException e) {
      throw StrictJson.refusal(e);
    }
    flaws.throwIfAny();
    return rows;
  }

  /** What the body calls the data set; null if nothing. */
  @Nullable String name() {
    return name;
  }

  @Override
  public void read(Sink sink) throws IOException {
    Flaws flaws = new Flaws();
    sink.columns(Header.given(columns));
    notation = new Notation(options);
    notation.columns(columns);
    try (JsonParser parser = StrictJson.parser(bytes.open())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME
          && !parser.currentName().equals("rows")) {
        parser.nextToken();
        parser.skipChildren();
      }
      parser.nextToken();
      rows(parser, sink, flaws);
    } catch (JacksonException e) {
      throw StrictJson.refusal(e);
    }
    flaws.throwIfAny();
  }

  private void head(JsonParser parser, Flaws flaws) {
    JsonToken start = parser.nextToken();
    if (start != JsonToken.START_OBJECT) {
      if (start == null) {
        throw StrictJson.malformed("it is empty", parser.currentTokenLocation());
      }
      flaws.at("", "wrong_type", "The body must be an object with 'columns' and 'rows'.");
      parser.skipChildren();
      return;
    }
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = StrictJson.text(parser);
      if (!seen.add(field)) {
        throw StrictJson.malformed(
            "the name " + Refusal.quoted(field) + " stands twice in an object",
            parser.currentTokenLocation());
      }
      parser.nextToken();
      switch (field) {
        case "name" -> name(parser, flaws);
        case "columns" -> columns(parser, flaws);
        case "rows" -> {
          if (parser.currentToken() != JsonToken.START_ARRAY) {
            flaws.at("/rows", "wrong_type", "'rows' must be a list of rows.");
          }
          parser.skipChildren();
        }
        default -> {
          flaws.at(
              pointer(field),
              "unknown_field",
              "Unknown field " + Refusal.quoted(field) + Suggestion.hint(field, FIELDS));
          parser.skipChildren();
        }
      }
    }
    for (String needed : List.of("columns", "rows")) {
      if (!seen.contains(needed)) {
        flaws.at("/" + needed, "missing_field", "The field '" + needed + "' is needed.");
      }
    }
  }

  private void name(JsonParser parser, Flaws flaws) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      name = StrictJson.text(parser);
    } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
      flaws.at("/name", "wrong_type", "'name' must be a text.");
      parser.skipChildren();
    }
  }

  private void columns(JsonParser parser, Flaws flaws) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      flaws.at("/columns", "wrong_type", "'columns' must be a list of names.");
      parser.skipChildren();
      return;
    }
    Map<String, Integer> seen = new HashMap<>();
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String pointer = "/columns/" + count;
      if (count++ >= limits.dataset_columns()) {
        parser.skipChildren();
      } else if (parser.currentToken() != JsonToken.VALUE_STRING) {
        flaws.at(pointer, "wrong_type", "The name of a column must be a text.");
        parser.skipChildren();
      } else {
        String column = StrictJson.text(parser);
        Fault fault = ColumnNames.fault(column, columns.size(), seen, limits);
        if (fault != null) {
          flaws.at(pointer, fault.code(), fault.detail());
        }
        columns.add(column);
      }
    }
    if (count == 0) {
      flaws.at("/columns", "out_of_range", "'columns' must name at least one column.");
    }
    if (count > limits.dataset_columns()) {
      flaws.at(
          "/columns",
          "limit_exceeded",
          "There are %d columns; the limit 'dataset_columns' is %d."
              .formatted(count, limits.dataset_columns()));
    }
  }

  private void rows(JsonParser parser, Sink sink, Flaws flaws) {
    Cells cells = new Cells(notation);
    boolean more = true;
    for (long row = 0; more && parser.nextToken() != JsonToken.END_ARRAY; row++) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        flaws.at("/rows/" + row, "wrong_type", "A row must be a list of values.");
        parser.skipChildren();
        continue;
      }
      cells.begin(parser.currentTokenLocation().getLineNr());
      long count = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (count++ < columns.size()) {
          cell(parser, cells, row, flaws);
        } else {
          parser.skipChildren();
        }
      }
      if (count == columns.size()) {
        more = sink.row(cells);
      } else {
        flaws.at(
            "/rows/" + row,
            "shape_mismatch",
            "The row has %d values, 'columns' has %d names.".formatted(count, columns.size()));
      }
    }
  }

  private static void cell(JsonParser parser, Cells cells, long row, Flaws flaws) {
    String pointer = "/rows/" + row + "/" + cells.count();
    Fault fault = JsonCell.add(parser, cells);
    if (fault != null) {
      flaws.at(pointer, fault.code(), fault.detail());
    }
  }

  private static String pointer(String field) {
    return "/" + field.replace("~", "~0").replace("/", "~1");
  }
}
