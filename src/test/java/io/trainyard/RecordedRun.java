package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole run as PyTorch made it: the request, the losses of each epoch, the weights at the end.
 */
public final class RecordedRun {

  private final String name;
  private final JsonNode recorded;

  private RecordedRun(String name) {
    this.name = name;
    try (InputStream in = getClass().getResourceAsStream("/recorded/runs/" + name + ".json")) {
      this.recorded = JsonMapper.shared().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All runs that were recorded. */
  public static Stream<RecordedRun> all() {
    return Stream.of(
            "article-batches-of-25",
            "article-cross-entropy",
            "article-mse-sum",
            "article-rmse",
            "article-source",
            "article-step-lr",
            "source-focal-loss",
            "source-residual-swish",
            "iris-adam-batches",
            "iris-momentum",
            "wine-adamw-cosine",
            "wine-nesterov-decay",
            "wine-onecycle",
            "cancer-bce",
            "diabetes-huber",
            "diabetes-l1",
            "diabetes-plateau",
            "digits-batchnorm",
            "digits-conv",
            "digits-layernorm-clip",
            "digits-mlp")
        .map(RecordedRun::new);
  }

  /** The request. */
  public JsonNode job() {
    return recorded.get("job");
  }

  /** The resource that is the data set. */
  public String table() {
    return recorded.get("dataset_csv").asString();
  }

  public int epochs() {
    return recorded.at("/expect/losses").size();
  }

  /** Holds an epoch to the recorded one. */
  public void assertEpoch(int epoch, double trainLoss, double testLoss, double learningRate) {
    JsonNode expected = recorded.at("/expect/losses/" + epoch);
    near("train loss " + epoch, trainLoss, expected.get("train_loss").asDouble());
    near("test loss " + epoch, testLoss, expected.get("test_loss").asDouble());
    double rate = expected.get("learning_rate").asDouble();
    assertThat(learningRate)
        .as("%s: learning rate %d", name, epoch)
        .isCloseTo(rate, within(1e-9 * rate));
  }

  /** The names of the parameters that were recorded. */
  public List<String> parameters() {
    return recorded.at("/expect/final_state").properties().stream()
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  /** Holds a parameter at the end to the recorded one. */
  public void assertParameter(String parameter, List<Double> values) {
    List<Double> expected = numbers(recorded.at("/expect/final_state").get(parameter));
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.size(); i++) {
      near(parameter + "[" + i + "]", values.get(i), expected.get(i));
    }
  }

  /** All numbers of nested lists, in order. */
  public static List<Double> numbers(JsonNode node) {
    List<Double> numbers = new ArrayList<>();
    collect(node, numbers);
    return numbers;
  }

  private static void collect(JsonNode node, List<Double> numbers) {
    if (node.isArray()) {
      node.forEach(entry -> collect(entry, numbers));
    } else {
      numbers.add(node.asDouble());
    }
  }

  private void near(String what, double actual, double expected) {
    double relative = recorded.at("/tolerance/relative").asDouble();
    double absolute = recorded.at("/tolerance/absolute").asDouble();
    assertThat(actual)
        .as("%s: %s", name, what)
        .isCloseTo(expected, within(absolute + relative * Math.abs(expected)));
  }

  @Override
  public String toString() {
    return name;
  }
}
