package io.trainyard.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trainyard.Recorded;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Each layer, made from a request: against PyTorch, and against its own replay. */
class RecordedLayersTest {

  private static final Catalog<Layer> LAYERS = Catalog.of(Layer.class);

  private static Layer layer(JsonNode recorded) {
    Faults faults = new Faults();
    Recipe<? extends Layer> recipe = LAYERS.read(Recorded.request(recorded), faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(faults.list().toString());
    }
    return recipe.create(new Generator(1));
  }

  private static Layer prepared(JsonNode recorded) {
    Layer layer = layer(recorded);
    Map<String, Tensor> state = new HashMap<>();
    recorded
        .get("state")
        .properties()
        .forEach(entry -> state.put(entry.getKey(), Recorded.tensor(entry.getValue())));
    layer.loadStateDict(state);
    if (recorded.has("training")) {
      layer.train();
    } else {
      layer.eval();
    }
    return layer;
  }

  @TestFactory
  Stream<DynamicTest> outputsAndGradientsAreThoseOfPyTorch() {
    return Recorded.tests(
        "layers",
        "layers",
        recorded -> {
          Layer layer = prepared(recorded);
          Tensor input = Recorded.tensor(recorded.get("input")).requiresGrad(true);
          Tensor output = layer.forward(input);
          Recorded.assertSame("the output", output, recorded.get("output"));
          output.backward(Recorded.tensor(recorded.get("upstream")), false);
          Recorded.assertSame("the input's gradient", input.grad(), recorded.get("input_gradient"));
          JsonNode gradients = recorded.get("state_gradients");
          assertThat(layer.namedParameters().keySet())
              .containsExactlyElementsOf(gradients.propertyNames());
          layer
              .namedParameters()
              .forEach((name, parameter) ->
                  Recorded.assertSame(name, parameter.grad(), gradients.get(name)));
        });
  }

  @TestFactory
  Stream<DynamicTest> aReplayGivesTheSameBits() {
    return Recorded.tests(
        "layers",
        "layers",
        recorded -> {
          float[] eager = inputGradient(recorded).toArray();
          Program program = Program.record(() -> inputGradient(recorded));
          program.run();
          program.run();
          assertThat(program.output().toArray()).isEqualTo(eager);
        });
  }

  private static Tensor inputGradient(JsonNode recorded) {
    Tensor input = Recorded.tensor(recorded.get("input")).requiresGrad(true);
    Tensor output = prepared(recorded).forward(input);
    output.backward(Recorded.tensor(recorded.get("upstream")), false);
    return input.grad();
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
                  layer.forward(Tensor.zeros(Recorded.shape(recorded.get("input_shape"))));
                }));
  }
}
