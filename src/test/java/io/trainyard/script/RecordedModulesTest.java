package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.Recorded;
import io.trainyard.nn.Module;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Modules and losses as people write them, against what PyTorch makes of the same text. */
class RecordedModulesTest {

  @TestFactory
  Stream<DynamicTest> aTextGivesTheOutputsAndGradientsOfPyTorch() {
    return Recorded.tests("modules", "modules", recorded -> check(recorded, false));
  }

  @TestFactory
  Stream<DynamicTest> aTextThatIsRecordedGivesThemToo() {
    return Recorded.tests("modules", "modules", recorded -> check(recorded, true));
  }

  private static void check(JsonNode recorded, boolean isRecorded) {
    Module module = module(recorded);
    assertThat(module.stateDict().keySet())
        .containsExactlyElementsOf(
            recorded.get("keys").valueStream().map(JsonNode::asString).toList());
    Map<String, Tensor> state = new LinkedHashMap<>(module.stateDict());
    recorded.get("state").forEachEntry((name, value) -> state.put(name, Recorded.tensor(value)));
    module.loadStateDict(state);
    if (!recorded.get("train").asBoolean()) {
      module.eval();
    }
    Tensor input = Recorded.tensor(recorded.get("input")).requiresGrad(true);
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    Map<String, Tensor> leaves = new LinkedHashMap<>(module.namedParameters());
    leaves.put("the input", input);
    leaves.forEach((name, leaf) -> gradients.put(name, Tensor.zeros(leaf.shape())));
    Supplier<Tensor> step = () -> step(module, input, recorded, leaves, gradients);
    Tensor output;
    if (isRecorded) {
      Program program = Program.record(step);
      program.run();
      output = program.output();
    } else {
      output = step.get();
    }
    Recorded.assertSame("output", output, recorded.get("output"));
    assertGradient("the input", gradients, recorded.get("input_grad"));
    recorded
        .get("grads")
        .forEachEntry((name, gradient) -> assertGradient(name, gradients, gradient.get("data")));
    recorded
        .get("after")
        .forEachEntry((name, value) ->
            Recorded.assertSame(name, Objects.requireNonNull(module.stateDict().get(name)), value));
  }

  private static void assertGradient(
      String name, Map<String, Tensor> gradients, JsonNode expected) {
    float[] actual = Objects.requireNonNull(gradients.get(name)).toArray();
    Recorded.assertSame("gradient of " + name, actual, Recorded.floats(expected), 1e-5);
  }

  /** One step; gradients of a recording last only as long as somebody keeps them. */
  private static Tensor step(
      Module module,
      Tensor input,
      JsonNode recorded,
      Map<String, Tensor> leaves,
      Map<String, Tensor> gradients) {
    Tensor output =
        recorded.has("target")
            ? Script.loss(
                module,
                input,
                Recorded.tensor(recorded.get("target")),
                recorded.get("classes").asBoolean())
            : module.forward(input);
    int count = (int) output.numel();
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = count == 1 ? 1 : (i + 1f) / count;
    }
    output.reshape(Shape.of(count)).mul(Tensor.of(weights)).sum().backward();
    leaves.forEach((name, leaf) -> {
      Tensor gradient = leaf.grad();
      if (gradient != null) {
        Objects.requireNonNull(gradients.get(name)).assign(gradient);
      }
    });
    return output;
  }

  @SuppressWarnings("unchecked")
  private static Module module(JsonNode recorded) {
    var faults = new Faults();
    Script script = Script.read(recorded.get("source").asString(), faults);
    Map<String, Object> arguments =
        JsonMapper.shared().treeToValue(recorded.get("args"), LinkedHashMap.class);
    String name = recorded.has("class") ? recorded.get("class").asString() : null;
    Module module =
        script == null ? null : script.make(name, arguments, new Generator(0), 1_000_000, faults);
    return Objects.requireNonNull(module, () -> faults.list().toString());
  }
}
