package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.tensor.Tensor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Whole runs against those that PyTorch made of the same requests. */
class RecordedRunsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "article-mse-sum",
        "article-step-lr",
        "iris-adam-batches",
        "iris-momentum",
        "wine-adamw-cosine",
        "wine-nesterov-decay",
        "wine-onecycle",
        "cancer-bce",
        "diabetes-huber",
        "diabetes-l1",
        "diabetes-plateau",
        "digits-mlp"
      })
  void aRunGivesTheLossesAndWeightsOfPyTorch(String name) throws Exception {
    JsonNode recorded;
    try (InputStream in = getClass().getResourceAsStream("/recorded/runs/" + name + ".json")) {
      recorded = JSON.readTree(Objects.requireNonNull(in));
    }
    var table = CsvTable.of(recorded.get("dataset_csv").asString());
    RunPlan plan = Runs.plan(JSON.convertValue(recorded.get("job"), Map.class), table);
    List<EpochResult> results = new ArrayList<>();
    RunOutcome outcome = Runs.run(plan, table, results);

    assertThat(outcome.reason()).isEqualTo(StopReason.MAX_EPOCHS);
    double relative = recorded.at("/tolerance/relative").asDouble();
    double absolute = recorded.at("/tolerance/absolute").asDouble();
    JsonNode losses = recorded.at("/expect/losses");
    assertThat(results).hasSize(losses.size());
    for (EpochResult result : results) {
      JsonNode expected = losses.get(result.epoch());
      near(
          "train loss " + result.epoch(),
          result.train_loss(),
          expected.get("train_loss").asDouble(),
          relative,
          absolute);
      near(
          "test loss " + result.epoch(),
          Objects.requireNonNull(result.test_loss()),
          expected.get("test_loss").asDouble(),
          relative,
          absolute);
      near(
          "learning rate " + result.epoch(),
          result.learning_rate(),
          expected.get("learning_rate").asDouble(),
          1e-9,
          0);
    }
    Map<String, Tensor> state = Objects.requireNonNull(outcome.model()).state();
    for (Map.Entry<String, JsonNode> parameter : recorded.at("/expect/final_state").properties()) {
      List<Double> expected = new ArrayList<>();
      flatten(parameter.getValue(), expected);
      float[] actual = Objects.requireNonNull(state.get(parameter.getKey())).toArray();
      assertThat(actual).hasSize(expected.size());
      for (int i = 0; i < actual.length; i++) {
        near(parameter.getKey() + "[" + i + "]", actual[i], expected.get(i), relative, absolute);
      }
    }
  }

  private static void flatten(JsonNode node, List<Double> numbers) {
    if (node.isArray()) {
      node.forEach(entry -> flatten(entry, numbers));
    } else {
      numbers.add(node.asDouble());
    }
  }

  private static void near(
      String what, double actual, double expected, double relative, double absolute) {
    assertThat(actual)
        .as(what)
        .isCloseTo(expected, within(absolute + relative * Math.abs(expected)));
  }
}
