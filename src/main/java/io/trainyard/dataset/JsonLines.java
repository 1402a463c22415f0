package io.trainyard.dataset;

import io.trainyard.limits.Limits;
import io.trainyard.rest.Refusal;
import io.trainyard.rest.StrictJson;
import io.trainyard.signature.Fault;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Rows of JSON lines: an object each, whose names are those of the columns, in the order in which
 * they first come. What an object has not is a missing value.
 */
final class JsonLines implements RowSource {
  private final Bytes bytes;
  private final Notation notation;
  private final Map<String, Integer> places;

  private JsonLines(Bytes bytes, ReadOptions options, Map<String, Integer> places) {
    this.bytes = bytes;
    this.notation = new Notation(options);
    this.places = places;
    this.notation.columns(List.copyOf(places.keySet()));
  }

  /** Reads the names of all columns. */
  static JsonLines of(Bytes bytes, ReadOptions options, Limits limits) throws IOException {
    Map<String, Integer> places = new LinkedHashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    Flaws flaws = new Flaws();
    eachObject(
        bytes,
        flaws,
        parser -> {
          long line = parser.currentTokenLocation().getLineNr();
          while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = StrictJson.text(parser);
            if (!places.containsKey(name)) {
              Fault fault = ColumnNames.fault(name, places.size(), seen, limits);
              if (fault != null) {
                flaws.atLine(line, null, fault.code(), fault.detail());
              }
              places.put(name, places.size());
              if (places.size() > limits.dataset_columns()) {
                flaws.atLine(
                    line,
                    null,
                    "limit_exceeded",
                    "Up to line %d there are more than %d names of columns; the limit is 'dataset_columns'."
                        .formatted(line, limits.dataset_columns()));
                flaws.throwIfAny();
              }
            }
            parser.nextToken();
            parser.skipChildren();
          }
          return true;
        });
    if (places.isEmpty()) {
      flaws.atLine(1, null, "malformed", "The file is empty; expected a JSON object in each line.");
    }
    flaws.throwIfAny();
    return new JsonLines(bytes, options, places);
  }

  @Override
  public void read(Sink sink) throws IOException {
    List<String> names = List.copyOf(places.keySet());
    sink.columns(Header.given(names));
    Flaws flaws = new Flaws();
    Cells given = new Cells(notation);
    Cells cells = new Cells(notation);
    int[] at = new int[names.size()];
    eachObject(
        bytes,
        flaws,
        parser -> {
          long line = parser.currentTokenLocation().getLineNr();
          given.begin(line);
          Arrays.fill(at, -1);
          while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = StrictJson.text(parser);
            parser.nextToken();
            int place = places.getOrDefault(name, -1);
            if (at[place] >= 0) {
              flaws.atLine(
                  line,
                  name,
                  "duplicate",
                  "The name %s stands twice in an object.".formatted(Refusal.quoted(name)));
            }
            at[place] = given.count();
            Fault fault = JsonCell.add(parser, given);
            if (fault != null) {
              flaws.atLine(line, name, fault.code(), fault.detail());
            }
          }
          cells.begin(line);
          for (int place : at) {
            cells.add(given, place);
          }
          return sink.row(cells);
        });
    flaws.throwIfAny();
  }

  /**
   * Takes every object.
   *
   * @param taker finds the parser at its beginning and leaves it at its end; says whether it wants
   *     another
   */
  private static void eachObject(Bytes bytes, Flaws flaws, Predicate<JsonParser> taker)
      throws IOException {
    try (JsonParser parser = StrictJson.parser(bytes.open())) {
      boolean more = true;
      while (more && parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          more = taker.test(parser);
        } else {
          long line = parser.currentTokenLocation().getLineNr();
          flaws.atLine(line, null, "wrong_type", "Line %d is no JSON object.".formatted(line));
          parser.skipChildren();
        }
      }
    } catch (StreamReadException e) {
      throw StrictJson.refusal(e);
    }
  }
}
