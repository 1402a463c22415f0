package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trainyard.limits.Limits;
import io.trainyard.rest.InvalidRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Forty tables as people export them, each under the options that its user might say: columns,
 * types, values, gaps, what was found out and what is doubtful, as recorded from pandas.
 */
class AwkwardTablesTest {
  private static final Limits LIMITS = Limits.defaults();
  private static final JsonNode EXPECTED = expected();

  /** A table under some options, and what is expected of that. */
  record Case(String file, Map<String, Object> query, JsonNode expected) {
    @Override
    public String toString() {
      return file + " " + query;
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (JsonNode table : EXPECTED.get("tables")) {
      String file = table.get("file").asString();
      cases.add(new Case(file, query(table), table));
      for (JsonNode other : table.path("also")) {
        cases.add(new Case(file, query(other), other));
      }
    }
    return cases.stream();
  }

  @Test
  void knowsAllTablesAndReadings() {
    assertThat(EXPECTED.get("tables")).hasSize(40);
    assertThat(cases()).hasSize(61);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void readsAsRecorded(Case given) throws IOException {
    JsonNode error = given.expected.path("error");
    if (error.isObject()) {
      InvalidRequest refusal = catchThrowableOfType(InvalidRequest.class, () -> Table.read(given));
      assertThat(refusal).as("a refusal of %s", given).isNotNull();
      InvalidRequest.Flaw first = refusal.flaws().getFirst();
      assertThat(first.line()).as("%s", first).isEqualTo(error.get("line").asLong());
      assertThat(first.column()).as("%s", first).isEqualTo(text(error.get("column")));
      return;
    }
    Table table = Table.read(given);
    assertThat(table.profile.rows()).isEqualTo(given.expected.get("rows").asInt());
    assertThat(table.columns()).isEqualTo(columns(given.expected));
    assertThat(table.values()).isEqualTo(values(given.expected));
    Map<String, Object> said = table.reading.options().toTree();
    for (Map.Entry<String, JsonNode> found : given.expected.path("read_as").properties()) {
      assertThat(said).containsEntry(found.getKey(), found.getValue().asString());
    }
    for (JsonNode code : given.expected.get("warnings")) {
      assertThat(table.profile.warnings()).extracting(Warning::code).contains(code.asString());
    }
    for (JsonNode warned : given.expected.path("warned")) {
      assertThat(table.profile.warnings())
          .as("%s", warned)
          .anyMatch(warning -> matches(warning, warned));
    }
  }

  /** A table that was read. */
  private record Table(Reading reading, TableProfile profile, List<List<Object>> rows) {
    static Table read(Case given) throws IOException {
      byte[] bytes = bytes(given.file);
      RowSource.Bytes file = () -> new ByteArrayInputStream(bytes);
      Reading reading = Reading.of(file, ReadOptionsReader.read(given.query));
      CsvRows rows = new CsvRows(file, LIMITS, reading);
      TableProfile profile = TableProfile.of(rows, reading.options(), LIMITS);
      // As a stored data set is read: by what was written down of the reading.
      Reading stored = Reading.of(reading.toTree());
      Preview preview =
          new Preview(profile.columns(), stored.options().dayfirst(), 0, profile.rows());
      new CsvRows(file, LIMITS, stored).read(preview);
      return new Table(reading, profile, new ArrayList<>(preview.rows()));
    }

    Map<String, String> columns() {
      Map<String, String> columns = new LinkedHashMap<>();
      profile.columns().forEach(column -> columns.put(column.name(), column.type().toString()));
      return columns;
    }

    List<List<Object>> values() {
      List<List<Object>> values = new ArrayList<>();
      for (int i = 0; i < profile.columns().size(); i++) {
        int column = i;
        values.add(rows.stream().map(row -> plain(row.get(column))).toList());
      }
      return values;
    }
  }

  private static boolean matches(Warning warning, JsonNode warned) {
    String column = text(warned.path("column"));
    JsonNode line = warned.path("line");
    return warning.code().equals(warned.get("code").asString())
        && (column == null || column.equals(warning.column()))
        && (!line.isNumber() || Objects.equals(line.asLong(), warning.line()));
  }

  private static Map<String, String> columns(JsonNode expected) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (JsonNode column : expected.get("columns")) {
      columns.put(column.get("name").asString(), column.get("type").asString());
    }
    return columns;
  }

  private static List<List<Object>> values(JsonNode expected) {
    List<List<Object>> values = new ArrayList<>();
    for (JsonNode column : expected.get("columns")) {
      List<Object> of = new ArrayList<>();
      boolean whole = column.get("type").asString().equals("integer");
      for (JsonNode value : column.get("values")) {
        of.add(
            whole && value.isString()
                ? plain(Long.parseLong(value.asString()))
                : plain(new JsonMapper().treeToValue(value, Object.class)));
      }
      values.add(of);
    }
    return values;
  }

  /** A value whose numbers are equal whatever Java type they have; a gap is a word of its own. */
  private static Object plain(Object value) {
    if (value == null) {
      return "<gap>";
    }
    if (value instanceof String text && text.matches("\\d{4}-\\d{2}-\\d{2}T.*")) {
      return text.replaceFirst("(\\.\\d*?)0+(?=Z?$)", "$1");
    }
    return value instanceof Double number ? number : value instanceof Number n ? whole(n) : value;
  }

  private static Object whole(Number number) {
    return Math.abs(number.longValue()) < 1L << 53
        ? (Object) number.doubleValue()
        : (Object) number.longValue();
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  private static Map<String, Object> query(JsonNode entry) {
    Map<String, Object> query = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> option : entry.get("query").properties()) {
      JsonNode value = option.getValue();
      query.put(
          option.getKey(),
          value.isNull() ? "none" : new JsonMapper().treeToValue(value, Object.class));
    }
    return query;
  }

  private static JsonNode expected() {
    try {
      return new JsonMapper().readTree(bytes("expected.json"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream stream = AwkwardTablesTest.class.getResourceAsStream("/tables/" + file)) {
      return stream.readAllBytes();
    }
  }
}
