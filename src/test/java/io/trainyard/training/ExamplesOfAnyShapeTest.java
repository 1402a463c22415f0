package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.RecordedRun;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Networks that take several inputs, images and sequences, against PyTorch's. */
class ExamplesOfAnyShapeTest {

  private static final String TWO_INPUTS =
      """
      class Two(nn.Module):
          def __init__(self):
              super().__init__()
              self.num = nn.Linear(3, 1)
              self.cat = nn.Linear(2, 1)

          def forward(self, x_num, x_cat):
              return self.num(x_num) + self.cat(x_cat)
      """;

  static Stream<Arguments> recorded() throws IOException {
    try (InputStream in =
        ExamplesOfAnyShapeTest.class.getResourceAsStream("/recorded/examples.json")) {
      JsonNode all = JsonMapper.shared().readTree(Objects.requireNonNull(in));
      return all
          .valueStream()
          .map(each -> Arguments.of(each.get("name").asString(), each))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void aNetworkLearnsFromThemWhatItDoesInPyTorch(String name, JsonNode recorded) {
    var table = table(recorded);
    RunPlan plan = Runs.plan(job(recorded), table);
    List<EpochResult> results = new ArrayList<>();
    TrainedModel model = Objects.requireNonNull(Runs.run(plan, table, results).model());

    JsonNode losses = recorded.get("losses");
    assertThat(results).hasSize(losses.size());
    for (EpochResult result : results) {
      JsonNode expected = losses.get(result.epoch());
      near(result.train_loss(), expected.get(0).asDouble());
      near(Objects.requireNonNull(result.test_loss()), expected.get(1).asDouble());
    }
    model
        .state()
        .forEach((parameter, value) ->
            near(value.toArray(), RecordedRun.numbers(recorded.get("state").get(parameter))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void aTrainedNetworkPredictsForThem(String name, JsonNode recorded) {
    var table = table(recorded);
    TrainedModel model = trained(recorded, table);
    var predictor = new Predictor(model);

    for (int times = 0; times < 2; times++) { // once recorded, once repeated
      float[][] outputs = predictor.outputs(table);
      JsonNode expected = recorded.get("outputs");
      assertThat(outputs).hasNumberOfRows(expected.size());
      for (int row = 0; row < outputs.length; row++) {
        near(outputs[row], RecordedRun.numbers(expected.get(row)));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void theSamePlanTrainsToTheSameBitsOnceMore(String name, JsonNode recorded) {
    var table = table(recorded);
    RunPlan plan = Runs.plan(job(recorded), table);
    TrainedModel first = Objects.requireNonNull(Runs.run(plan, table, new ArrayList<>()).model());
    TrainedModel again = Objects.requireNonNull(Runs.run(plan, table, new ArrayList<>()).model());

    first
        .state()
        .forEach((parameter, value) ->
            assertThat(Objects.requireNonNull(again.state().get(parameter)).toArray())
                .containsExactly(value.toArray()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void aTrainedNetworkIsMeasuredOnThem(String name, JsonNode recorded) {
    var table = table(recorded);
    List<EpochResult> results = new ArrayList<>();
    RunPlan plan = Runs.plan(job(recorded), table);
    var model = Objects.requireNonNull(Runs.run(plan, table, results).model());

    Evaluation evaluation = new Predictor(model).evaluate(table);

    assertThat(evaluation.rows()).isEqualTo(recorded.get("outputs").size());
    assertThat(evaluation.loss()).isBetween(0.0, 100.0);
  }

  @Test
  void plainNumbersAreAnInputTogether() {
    var table =
        ArrayTable.ofZeros(
            Map.of(
                "a", Shape.of(8), "b", Shape.of(8), "x_cat", Shape.of(8, 2), "y", Shape.of(8, 1)));
    String text = TWO_INPUTS.replace("x_num", "x").replace("Linear(3", "Linear(2");

    RunPlan plan = Runs.plan(request(text, List.of("a", "x_cat", "b")), table);

    assertThat(plan.summary().features()).isEqualTo(3);
    assertThat(Runs.run(plan, table, new ArrayList<>()).reason()).isEqualTo(StopReason.MAX_EPOCHS);
  }

  @Test
  void anArgumentThatIsNoInputIsToldAtTheText() {
    var table =
        ArrayTable.ofZeros(
            Map.of("x_num", Shape.of(8, 3), "other", Shape.of(8, 2), "y", Shape.of(8, 1)));

    assertThat(Runs.faults(request(TWO_INPUTS, null), table).list())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).startsWith("/model/source");
          assertThat(fault.detail()).contains("forward() misses the argument 'x_cat'");
        });
  }

  @Test
  void aLayerThatTakesOneInputIsNotGivenTwo() {
    var table =
        ArrayTable.ofZeros(
            Map.of("left", Shape.of(8, 3), "right", Shape.of(8, 2), "y", Shape.of(8, 1)));
    Map<String, Object> request = request(TWO_INPUTS, List.of("left", "right"));
    request.put("model", Map.of("layers", List.of(Map.of("type", "Linear", "out_features", 1))));

    assertThat(Runs.faults(request, table).list())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo("/model/layers/0");
          assertThat(fault.detail()).contains("Linear takes one input, got 2: left, right");
        });
  }

  @Test
  void aLayerOfSequencesInAListOfLayersHasToTakeTheExamplesFirst() {
    var table = ArrayTable.ofZeros(Map.of("series", Shape.of(8, 5, 3), "y", Shape.of(8, 1)));
    Map<String, Object> request = request(TWO_INPUTS, List.of("series"));
    request.put("model", Map.of("layers", List.of(Map.of("type", "LSTM", "hidden_size", 1))));

    assertThat(Runs.faults(request, table).list())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo("/model/layers/0/batch_first");
          assertThat(fault.detail()).contains("LSTM needs \"batch_first\": true");
        });
  }

  @Test
  void arraysAreNotScaled() {
    var table = ArrayTable.ofZeros(Map.of("series", Shape.of(8, 3), "y", Shape.of(8, 1)));
    Map<String, Object> request = request(TWO_INPUTS, List.of("series"));
    request.put("scaler", Map.of("type", "StandardScaler"));
    request.put("model", Map.of("layers", List.of(Map.of("type", "Linear", "out_features", 1))));

    assertThat(Runs.faults(request, table).list())
        .singleElement()
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/scaler"));
  }

  @Test
  void aColumnOfArraysDoesNotTakeTheNameOfThePlainNumbers() {
    var table =
        ArrayTable.ofZeros(Map.of("a", Shape.of(8), "x", Shape.of(8, 2), "y", Shape.of(8, 1)));

    assertThat(Runs.faults(request(TWO_INPUTS, List.of("a", "x")), table).list())
        .anySatisfy(fault -> {
          assertThat(fault.pointer()).isEqualTo("/features");
          assertThat(fault.detail()).contains("needs another name");
        });
  }

  @Test
  void theMemoryOfArraysIsCountedByTheirShapesAndTypes() {
    long few = memory(Tensor.zeros(Shape.of(100, 3)));
    long many = memory(Tensor.zeros(Shape.of(100, 3000)));
    long whole = memory(Tensor.ofWhole(Shape.of(100, 3000), new long[300_000]));

    assertThat(many - few).isGreaterThan(3 * 100 * 2997 * Float.BYTES);
    assertThat(whole - many).isGreaterThanOrEqualTo(3 * 100 * 3000 * Float.BYTES);
  }

  private static long memory(Tensor series) {
    String text =
        """
        class First(nn.Module):
            def __init__(self):
                super().__init__()
                self.out = nn.Linear(3, 1)

            def forward(self, series):
                return self.out(series[:, :3].float())
        """;
    var table =
        new ArrayTable(Map.of("series", series, "y", Tensor.zeros(Shape.of(100, 1))), List.of());
    return Runs.plan(request(text, List.of("series")), table).estimate().memory_bytes();
  }

  @Test
  void classNumbersInArraysAreWholeNumbers() {
    var table = ArrayTable.ofZeros(Map.of("series", Shape.of(8, 3), "y", Shape.of(8, 3)));
    Map<String, Object> request = request(TWO_INPUTS, List.of("series"));
    request.put("model", Map.of("layers", List.of(Map.of("type", "Linear", "out_features", 3))));
    request.put("target_encoding", "index");
    request.put("loss", Map.of("type", "CrossEntropyLoss"));

    assertThat(Runs.faults(request, table).list())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo("/target");
          assertThat(fault.detail())
              .contains("'y' holds float32; numbers of classes have to be int64");
        });
  }

  private static Map<String, Object> request(String text, List<String> features) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("dataset", "examples");
    if (features != null) {
      request.put("features", features);
    }
    request.put("target", "y");
    request.put("model", Map.of("source", text));
    request.put("loss", Map.of("type", "MSELoss"));
    request.put("optimizer", Map.of("type", "Adam"));
    request.put("epochs", 2);
    return request;
  }

  private static Map<String, ?> job(JsonNode recorded) {
    return JsonMapper.shared().convertValue(recorded.get("job"), Map.class);
  }

  private static TrainedModel trained(JsonNode recorded, Table table) {
    RunPlan plan = Runs.plan(job(recorded), table);
    return Objects.requireNonNull(Runs.run(plan, table, new ArrayList<>()).model());
  }

  private static ArrayTable table(JsonNode recorded) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    recorded
        .get("arrays")
        .properties()
        .forEach(array -> arrays.put(array.getKey(), tensor(array.getValue())));
    List<String> classes = recorded.get("classes").valueStream().map(JsonNode::asString).toList();
    return new ArrayTable(arrays, classes);
  }

  private static Tensor tensor(JsonNode nested) {
    List<Integer> dims = new ArrayList<>();
    for (JsonNode level = nested; level.isArray(); level = level.get(0)) {
      dims.add(level.size());
    }
    Shape shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    List<JsonNode> numbers = leaves(nested).toList();
    if (dims.size() > 1 && numbers.getFirst().isIntegralNumber()) {
      return Tensor.ofWhole(shape, numbers.stream().mapToLong(JsonNode::asLong).toArray());
    }
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.get(i).asDouble();
    }
    return Tensor.of(shape, values);
  }

  private static Stream<JsonNode> leaves(JsonNode nested) {
    return nested.isArray()
        ? nested.valueStream().flatMap(ExamplesOfAnyShapeTest::leaves)
        : Stream.of(nested);
  }

  private static void near(float[] actual, List<Double> expected) {
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < actual.length; i++) {
      near(actual[i], expected.get(i));
    }
  }

  private static void near(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(2e-5 + 2e-5 * Math.abs(expected)));
  }
}
