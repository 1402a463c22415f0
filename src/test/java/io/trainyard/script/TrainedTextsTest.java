package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.Recorded;
import io.trainyard.loss.Loss;
import io.trainyard.nn.Module;
import io.trainyard.optim.SGD;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Modules and losses as people write them, in the files below {@code texts}: from PyTorch's weights
 * they have PyTorch's gradients and losses, and the same names.
 */
class TrainedTextsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TestFactory
  Stream<DynamicTest> textsTrainAsPyTorchTrainsThem() {
    return Recorded.tests("texts-trained", "runs", TrainedTextsTest::train);
  }

  private static void train(JsonNode run) {
    Module network = model(run);
    BinaryOperator<Tensor> loss = loss(run);
    Map<String, Tensor> state = new LinkedHashMap<>();
    run.get("state")
        .properties()
        .forEach(e -> state.put(e.getKey(), Recorded.tensor(e.getValue())));
    assertThat(network.stateDict().keySet()).containsExactlyElementsOf(state.keySet());
    network.loadStateDict(state);
    Tensor x = Recorded.tensor(run.get("input"));
    Tensor y = Recorded.tensor(run.get("target"));
    var optimizer = new SGD(network.parameters(), run.get("lr").asDouble(), 0, 0, 0, false, false);

    requireGradients(run, network, loss.apply(network.forward(x), y));
    network.zeroGrad();
    network.loadStateDict(state); // running statistics have moved
    Program step =
        Program.record(() -> {
          optimizer.zeroGrad();
          Tensor value = loss.apply(network.forward(x), y);
          value.backward();
          optimizer.update();
          return value;
        });
    double[] expected = Recorded.doubles(run.get("losses"));
    for (int i = 0; i < expected.length; i++) {
      optimizer.advance();
      step.run();
      assertThat(step.output().item())
          .as("loss of step %d", i)
          .isCloseTo((float) expected[i], within((float) (2e-4 * Math.max(1, expected[i]))));
    }
    assertThat(expected[expected.length - 1]).isLessThan(expected[0]);
  }

  private static void requireGradients(JsonNode run, Module network, Tensor value) {
    value.backward();
    Map<String, Tensor> parameters = network.namedParameters();
    run.get("gradients")
        .properties()
        .forEach(entry -> {
          Tensor gradient = Objects.requireNonNull(parameters.get(entry.getKey())).grad();
          double sum = 0;
          for (float part : Objects.requireNonNull(gradient, entry.getKey()).toArray()) {
            sum += (double) part * part;
          }
          double norm = entry.getValue().asDouble();
          assertThat(Math.sqrt(sum))
              .as("length of the gradient of " + entry.getKey())
              .isCloseTo(norm, within(1e-4 * Math.max(0.1, norm)));
        });
    assertThat(run.get("gradients").size()).isPositive();
  }

  /** The module of a run, with values of its own. */
  static Module model(JsonNode run) {
    return made(run, "");
  }

  /** The loss of a run: of its text, or one that is built in. */
  static BinaryOperator<Tensor> loss(JsonNode run) {
    if (!run.get("loss_text").isNull()) {
      return loss(made(run, "loss_"), run);
    }
    Map<String, Object> tree = new LinkedHashMap<>(arguments(run, "loss_"));
    tree.put("type", run.get("loss_class").asString());
    Recipe<? extends Loss> recipe = Catalog.of(Loss.class).read(tree, new Faults());
    return Objects.requireNonNull(recipe).create()::forward;
  }

  /** A loss of a text, for the targets of a run. */
  static BinaryOperator<Tensor> loss(Module loss, JsonNode run) {
    boolean isClassNumbers = run.get("target").get("dtype").asString().equals("int64");
    return (input, target) -> Script.loss(loss, input, target, isClassNumbers);
  }

  private static Module made(JsonNode run, String role) {
    var faults = new Faults();
    Script script = Script.read(source(run, role), faults);
    assertThat(faults.list()).isEmpty();
    Module module =
        Objects.requireNonNull(script)
            .make(
                run.get(role + "class").asString(),
                arguments(run, role),
                new Generator(1),
                1_000_000,
                faults);
    assertThat(faults.list()).isEmpty();
    return Objects.requireNonNull(module);
  }

  /** The text of a run's module, or of its loss. */
  static String source(JsonNode run, String role) {
    return source(run.get(role + "text").asString());
  }

  /** What the module of a run is made with, or its loss. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> arguments(JsonNode run, String role) {
    return JSON.treeToValue(run.get(role + "args"), LinkedHashMap.class);
  }

  /** A text of the folder {@code texts}. */
  static String source(String name) {
    try (InputStream in = TrainedTextsTest.class.getResourceAsStream("/texts/" + name + ".py")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
