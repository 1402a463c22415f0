package io.trainyard.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trainyard.FiniteDifferences;
import io.trainyard.Recorded;
import io.trainyard.SecondDerivatives;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Each layer, made from a request: against PyTorch, and against its own replay. */
class RecordedLayersTest {

  private static final Catalog<Layer> LAYERS = Catalog.of(Layer.class);

  /** Stands for the input among the names of parameters. */
  private static final String INPUT = "the input";

  /** Layers of all kinds, and those that go through sequences. */
  private static Stream<DynamicTest> recorded(Recorded.Check check) {
    return Stream.of("layers", "sequences").flatMap(file -> Recorded.tests(file, "layers", check));
  }

  private static Layer layer(JsonNode recorded) {
    Faults faults = new Faults();
    Recipe<? extends Layer> recipe = LAYERS.read(Recorded.request(recorded), faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(faults.list().toString());
    }
    return recipe.create(new Generator(1));
  }

  private static Map<String, Tensor> state(JsonNode recorded) {
    Map<String, Tensor> state = new HashMap<>();
    recorded
        .get("state")
        .properties()
        .forEach(entry -> state.put(entry.getKey(), Recorded.tensor(entry.getValue())));
    return state;
  }

  private static Layer prepared(JsonNode recorded) {
    Layer layer = layer(recorded);
    layer.loadStateDict(state(recorded));
    if (recorded.has("training")) {
      layer.train();
    } else {
      layer.eval();
    }
    return layer;
  }

  @TestFactory
  Stream<DynamicTest> outputsAndGradientsAreThoseOfPyTorch() {
    return recorded(recorded -> {
      Layer layer = prepared(recorded);
      Tensor input = input(recorded);
      Tensor output = layer.forward(input);
      Recorded.assertSame("the output", output, recorded.get("output"));
      if (recorded.has("state_after")) {
        layer
            .stateDict()
            .forEach((name, value) ->
                Recorded.assertSame(name, value, recorded.get("state_after").get(name)));
      }
      output.backward(Recorded.tensor(recorded.get("upstream")), false);
      if (input.requiresGrad()) {
        Recorded.assertSame("the input's gradient", input.grad(), recorded.get("input_gradient"));
      }
      JsonNode gradients = recorded.get("state_gradients");
      assertThat(layer.namedParameters().keySet())
          .containsExactlyElementsOf(gradients.propertyNames());
      layer
          .namedParameters()
          .forEach((name, parameter) ->
              Recorded.assertSameSums(name, parameter.grad(), gradients.get(name)));
    });
  }

  private static Tensor input(JsonNode recorded) {
    return Recorded.tensor(recorded.get("input")).requiresGrad(recorded.has("input_gradient"));
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfFiniteDifferences() {
    return recorded(recorded -> {
      if (recorded.has("smooth")) {
        return; // its gradient is not meant to be the slope
      }
      Tensor upstream = Recorded.tensor(recorded.get("upstream"));
      Map<String, Tensor> gradients = gradients(recorded);
      gradients.forEach((name, gradient) ->
          FiniteDifferences.assertGradient(
              name,
              value -> output(recorded, name, value),
              name.equals(INPUT) ? input(recorded).detach() : state(recorded).get(name),
              upstream,
              gradient));
    });
  }

  /** The gradients of the input, if it has one, and of all parameters. */
  private static Map<String, Tensor> gradients(JsonNode recorded) {
    Layer layer = prepared(recorded);
    Tensor input = input(recorded);
    layer.forward(input).backward(Recorded.tensor(recorded.get("upstream")), false);
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    if (input.requiresGrad()) {
      gradients.put(INPUT, input.grad());
    }
    layer.namedParameters().forEach((name, parameter) -> gradients.put(name, parameter.grad()));
    return gradients;
  }

  /** What the layer gives when one tensor, its input or a parameter, is another. */
  private static Tensor output(JsonNode recorded, String name, Tensor value) {
    Layer layer = prepared(recorded);
    if (name.equals(INPUT)) {
      return layer.forward(value);
    }
    Map<String, Tensor> state = new HashMap<>(layer.stateDict());
    state.put(name, value);
    layer.loadStateDict(state);
    return layer.forward(input(recorded));
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfGradientsAreThoseOfFiniteDifferencesAndPyTorch() {
    return recorded(recorded -> {
      List<Tensor> values = new ArrayList<>();
      Layer layer = prepared(recorded);
      if (input(recorded).requiresGrad()) {
        values.add(input(recorded).detach());
      }
      values.addAll(layer.namedParameters().values());
      SecondDerivatives.assertSecond(recorded, moved -> pass(recorded, moved), values);
    });
  }

  private static SecondDerivatives.Pass pass(JsonNode recorded, List<Tensor> values) {
    Layer layer = prepared(recorded);
    List<Tensor> leaves = new ArrayList<>();
    Tensor input = input(recorded);
    if (input.requiresGrad()) {
      input = values.getFirst().detach().requiresGrad(true);
      leaves.add(input);
    }
    Map<String, Tensor> state = new HashMap<>(layer.stateDict());
    for (String name : layer.namedParameters().keySet()) {
      state.put(name, values.get(leaves.size()));
      leaves.add(layer.namedParameters().get(name));
    }
    layer.loadStateDict(state);
    return new SecondDerivatives.Pass(layer.forward(input), leaves);
  }

  @TestFactory
  Stream<DynamicTest> aReplayGivesTheSameBits() {
    return recorded(recorded -> {
      assertReplay(recorded, Step::output);
      for (String name : gradients(recorded).keySet()) {
        assertReplay(recorded, step -> step.gradient(name));
      }
    });
  }

  private static void assertReplay(JsonNode recorded, Function<Step, Tensor> result) {
    Step eager = new Step(recorded);
    Step replayed = new Step(recorded);
    Program program = Program.record(() -> result.apply(replayed));
    for (int run = 0; run < 2; run++) {
      float[] expected = result.apply(eager).toArray();
      program.run();
      assertThat(program.output().toArray()).isEqualTo(expected);
      eager
          .layer
          .stateDict()
          .forEach((name, value) ->
              assertThat(replayed.layer.stateDict().get(name).toArray())
                  .as(name)
                  .isEqualTo(value.toArray()));
    }
  }

  /** A layer's forward and backward pass. */
  private static final class Step {
    private final Layer layer;
    private final Tensor input;
    private final Tensor upstream;

    Step(JsonNode recorded) {
      layer = prepared(recorded);
      input = input(recorded);
      upstream = Recorded.tensor(recorded.get("upstream"));
    }

    Tensor output() {
      return layer.forward(input);
    }

    Tensor gradient(String name) {
      input.grad(null);
      layer.zeroGrad();
      output().backward(upstream, false);
      return name.equals(INPUT) ? input.grad() : layer.namedParameters().get(name).grad();
    }
  }

  @TestFactory
  Stream<DynamicTest> whatPyTorchRefusesIsRefused() {
    return Recorded.tests(
        "layers",
        "errors",
        recorded ->
            // A layer without inputs or outputs is a warning there and an error here.
            assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                  Layer layer = layer(recorded);
                  float value =
                      recorded.has("input_value") ? recorded.get("input_value").asFloat() : 0;
                  layer.forward(Tensor.full(Recorded.shape(recorded.get("input_shape")), value));
                }));
  }
}
