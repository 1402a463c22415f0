package io.trainyard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.signature.Either;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What scikit-learn makes of columns is what comes out: values, names, order and refusals. */
class RecordedPreparationsTest {

  private static final Path CASES = Path.of("src/test/resources/recorded/preprocess");
  private static final JsonMapper JSON = JsonMapper.shared();

  /** A request as far as it is about preparing. */
  public record Request(
      Either<Preparation.Auto, List<ColumnSteps>> preprocess,
      @io.trainyard.signature.Default("drop") Remainder remainder) {}

  private static final Signature<Request> REQUEST = Signature.of(Request.class);

  @TestFactory
  Stream<DynamicTest> preparationsGiveWhatScikitLearnGives() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList().stream()
          .map(file ->
              DynamicTest.dynamicTest(
                  file.getFileName().toString(), () -> check(JSON.readTree(file.toFile()))));
    }
  }

  private static void check(JsonNode recorded) {
    Map<String, Column> training = columns(recorded, recorded.get("columns"));
    Supervision target = target(recorded.get("target"));
    FittedPreparation fitted = fit(recorded, training, target);
    List<Column> prepared = fitted.transformTraining(training, target);
    if (!recorded.get("feature_names_out").isNull()) {
      assertThat(prepared)
          .extracting(Column::name)
          .containsExactlyElementsOf(
              JSON.convertValue(
                  recorded.get("feature_names_out"), new TypeReference<List<String>>() {}));
    }
    assertValues(prepared, recorded.get("train"));
    FittedPreparation restored =
        FittedPreparation.of(
            JSON.readValue(JSON.writeValueAsString(fitted.toTree()), new TypeReference<>() {}));
    for (FittedPreparation each : List.of(fitted, restored)) {
      Map<String, Column> rows = columns(recorded, recorded.get("new"));
      if (recorded.has("new_error")) {
        assertRefused(each, rows, recorded.get("new_error").asString());
      } else {
        assertValues(each.transform(rows), recorded.get("new_out"));
      }
      for (JsonNode refused : recorded.path("refused")) {
        assertRefused(each, columns(recorded, refused.get("new")), refused.get("error").asString());
      }
    }
  }

  private static FittedPreparation fit(
      JsonNode recorded, Map<String, Column> training, Supervision target) {
    var faults = new Faults();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("preprocess", JSON.convertValue(recorded.get("preprocess"), Object.class));
    if (recorded.has("remainder")) {
      tree.put("remainder", recorded.get("remainder").asString());
    }
    Recipe<Request> recipe = Objects.requireNonNull(REQUEST.read(tree, faults));
    assertThat(faults.list()).isEmpty();
    Request request = recipe.create();
    Map<String, ColumnType> types = new LinkedHashMap<>();
    training.forEach((name, column) -> types.put(name, column.type()));
    List<ColumnSteps> list =
        switch (request.preprocess()) {
          case Either.First<?, ?> auto -> throw new IllegalStateException("auto is not recorded");
          case Either.Second<Preparation.Auto, List<ColumnSteps>>(List<ColumnSteps> steps) -> steps;
        };
    Preparation preparation = Preparation.of(list, request.remainder(), types, faults);
    FittedPreparation fitted =
        preparation == null ? null : preparation.fit(training, target, faults);
    assertThat(faults.list()).isEmpty();
    return Objects.requireNonNull(fitted);
  }

  private static void assertRefused(
      FittedPreparation fitted, Map<String, Column> rows, String error) {
    assertThatThrownBy(() -> fitted.transform(rows).forEach(Column::toArray))
        .isInstanceOf(PreparationException.class)
        .hasMessageStartingWith(error);
  }

  private static void assertValues(List<Column> columns, JsonNode expected) {
    for (int row = 0; row < expected.size(); row++) {
      assertThat(columns).hasSameSizeAs(JSON.convertValue(expected.get(row), List.class));
      for (int j = 0; j < columns.size(); j++) {
        double value = columns.get(j).toArray()[row];
        JsonNode wanted = expected.get(row).get(j);
        String place = columns.get(j).name() + " of row " + row;
        if (wanted.isNull()) {
          assertThat(value).as(place).isNaN();
        } else {
          double size = Math.max(1, Math.abs(wanted.asDouble()));
          assertThat(value).as(place).isCloseTo(wanted.asDouble(), within(1e-6 * size));
        }
      }
    }
  }

  private static Supervision target(@Nullable JsonNode values) {
    if (values == null) {
      return new Supervision(null, null, 0);
    }
    if (values.get(0).isNumber()) {
      return new Supervision(
          null, values.valueStream().mapToDouble(JsonNode::asDouble).toArray(), 0);
    }
    List<String> classes =
        List.copyOf(new TreeSet<>(values.valueStream().map(JsonNode::asString).toList()));
    return new Supervision(
        classes, values.valueStream().mapToDouble(v -> classes.indexOf(v.asString())).toArray(), 0);
  }

  private static Map<String, Column> columns(JsonNode recorded, JsonNode values) {
    Map<String, Column> columns = new LinkedHashMap<>();
    recorded
        .get("types")
        .properties()
        .forEach(type -> {
          if (values.has(type.getKey())) {
            columns.put(
                type.getKey(),
                column(
                    type.getKey(),
                    ColumnType.valueOf(type.getValue().asString().toUpperCase(Locale.ROOT)),
                    values.get(type.getKey())));
          }
        });
    return columns;
  }

  private static Column column(String name, ColumnType type, JsonNode values) {
    List<String> words =
        type.isNumeric()
            ? List.of()
            : values
                .valueStream()
                .filter(v -> !v.isNull())
                .map(JsonNode::asString)
                .distinct()
                .toList();
    List<Double> numbers = new ArrayList<>();
    for (JsonNode value : values) {
      numbers.add(
          value.isNull()
              ? Double.NaN
              : value.isBoolean()
                  ? (value.asBoolean() ? 1 : 0)
                  : type.isNumeric() ? value.asDouble() : words.indexOf(value.asString()));
    }
    return Column.of(name, type, words, numbers.stream().mapToDouble(v -> v).toArray());
  }
}
