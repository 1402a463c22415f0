package io.trainyard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.Recorded;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Each optimizer, made from a request: against PyTorch, and against its own replay. */
class RecordedOptimizersTest {

  private static final Catalog<Optimizer> OPTIMIZERS = Catalog.of(Optimizer.class);
  private static final JsonNode RECORDED = Recorded.read("optimizers");

  static Optimizer optimizer(JsonNode recorded, List<Tensor> params) {
    Faults faults = new Faults();
    Recipe<? extends Optimizer> recipe = OPTIMIZERS.read(Recorded.request(recorded), faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(faults.list().toString());
    }
    return recipe.create(params);
  }

  private static List<Tensor> params() {
    return tensors(RECORDED.get("start")).stream().map(param -> param.requiresGrad(true)).toList();
  }

  private static List<Tensor> tensors(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(Recorded::tensor).toList();
  }

  private static void assertStep(JsonNode recorded, int step, List<Tensor> params) {
    for (int i = 0; i < params.size(); i++) {
      Recorded.assertSame(
          "parameter " + i + " after step " + (step + 1),
          params.get(i).toArray(),
          Recorded.floats(recorded.get("steps").get(step).get(i)),
          2e-6);
    }
  }

  @TestFactory
  Stream<DynamicTest> eachStepIsThatOfPyTorch() {
    return Recorded.tests(
        "optimizers",
        "optimizers",
        recorded -> {
          List<Tensor> params = params();
          Optimizer optimizer = optimizer(recorded, params);
          for (int step = 0; step < RECORDED.get("gradients").size(); step++) {
            List<Tensor> gradients = tensors(RECORDED.get("gradients").get(step));
            for (int i = 0; i < params.size(); i++) {
              params.get(i).grad(gradients.get(i));
            }
            optimizer.step();
            assertStep(recorded, step, params);
          }
          assertThat(optimizer.steps()).isEqualTo(6);
          assertState(recorded, optimizer);
        });
  }

  private static void assertState(JsonNode recorded, Optimizer optimizer) {
    for (int i = 0; i < recorded.get("state").size(); i++) {
      int param = i;
      recorded
          .get("state")
          .get(i)
          .properties()
          .forEach(entry -> {
            if (!entry.getKey().equals("step")) {
              String name = param + "." + entry.getKey();
              assertThat(optimizer.state()).containsKey(name);
              Tensor state = optimizer.state().get(name);
              if (entry.getValue().isObject()) {
                Recorded.assertSame(name, state, entry.getValue());
              } else {
                assertThat(state.item()).isCloseTo(entry.getValue().asFloat(), within(1e-6f));
              }
            }
          });
    }
  }

  @TestFactory
  Stream<DynamicTest> aRecordedUpdateGivesTheSameBits() {
    return Recorded.tests(
        "optimizers",
        "optimizers",
        recorded -> {
          List<Tensor> eager = params();
          List<Tensor> replayed = params();
          List<Tensor> gradients = tensors(RECORDED.get("gradients").get(0));
          setGradients(eager, gradients);
          setGradients(replayed, gradients);
          Optimizer eagerly = optimizer(recorded, eager);
          Optimizer recordedly = optimizer(recorded, replayed);
          Program program =
              Program.record(() -> {
                recordedly.update();
                return replayed.getFirst();
              });
          for (int step = 0; step < RECORDED.get("gradients").size(); step++) {
            List<Tensor> next = tensors(RECORDED.get("gradients").get(step));
            for (int i = 0; i < gradients.size(); i++) {
              gradients.get(i).fill(next.get(i).toArray());
            }
            eagerly.step();
            recordedly.advance();
            program.run();
            for (int i = 0; i < eager.size(); i++) {
              assertThat(replayed.get(i).toArray()).isEqualTo(eager.get(i).toArray());
            }
          }
        });
  }

  private static void setGradients(List<Tensor> params, List<Tensor> gradients) {
    for (int i = 0; i < params.size(); i++) {
      params.get(i).grad(gradients.get(i));
    }
  }

  @TestFactory
  Stream<DynamicTest> whatPyTorchRefusesIsRefused() {
    return Recorded.tests(
        "optimizers",
        "errors",
        recorded -> {
          List<Tensor> params = recorded.has("parameters") ? List.of() : params();
          assertThatIllegalArgumentException().isThrownBy(() -> optimizer(recorded, params));
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreClippedAsByPyTorch() {
    return Recorded.tests(
        "optimizers",
        "clips",
        recorded -> {
          List<Tensor> params =
              tensors(recorded.get("gradients")).stream()
                  .map(gradient -> Tensor.zeros(gradient.shape()).requiresGrad(true))
                  .toList();
          setGradients(params, tensors(recorded.get("gradients")));
          Tensor total =
              new ClipGradNorm(
                      recorded.get("max_norm").asDouble(),
                      Recorded.number(recorded.get("norm_type")))
                  .apply(params);
          Recorded.assertSame(
              "the norm",
              total.toArray(),
              new float[] {(float) Recorded.number(recorded.get("total"))},
              2e-6);
          for (int i = 0; i < params.size(); i++) {
            Recorded.assertSame(
                "gradient " + i, params.get(i).grad(), recorded.get("clipped").get(i));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> elementsOfGradientsAreClippedAsByPyTorch() {
    return Recorded.tests(
        "optimizers",
        "value_clips",
        recorded -> {
          List<Tensor> gradients = tensors(recorded.get("gradients"));
          List<Tensor> params =
              gradients.stream()
                  .map(gradient -> Tensor.zeros(gradient.shape()).requiresGrad(true))
                  .toList();
          setGradients(params, gradients);
          new ClipGradValue(recorded.get("clip_value").asDouble()).apply(params);
          for (int i = 0; i < params.size(); i++) {
            Recorded.assertSame(
                "gradient " + i, params.get(i).grad(), recorded.get("clipped").get(i));
          }
        });
  }
}
