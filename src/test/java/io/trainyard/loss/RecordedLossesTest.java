package io.trainyard.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trainyard.FiniteDifferences;
import io.trainyard.Recorded;
import io.trainyard.SecondDerivatives;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Each loss, made from a request: against PyTorch, and against its own replay. */
class RecordedLossesTest {

  private static final Catalog<Loss> LOSSES = Catalog.of(Loss.class);

  private static Loss loss(JsonNode recorded) {
    Map<String, Object> request = Recorded.request(recorded);
    Faults faults = new Faults();
    Recipe<? extends Loss> recipe = LOSSES.read(request, faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(faults.list().toString());
    }
    return recipe.create();
  }

  @TestFactory
  Stream<DynamicTest> valuesAndGradientsAreThoseOfPyTorch() {
    return Recorded.tests(
        "losses",
        "losses",
        recorded -> {
          Tensor input = Recorded.tensor(recorded.get("input")).requiresGrad(true);
          Tensor output = loss(recorded).forward(input, Recorded.tensor(recorded.get("target")));
          Recorded.assertSame("the loss", output, recorded.get("output"));
          output.backward(Recorded.tensor(recorded.get("upstream")), false);
          Recorded.assertSame("the gradient", input.grad(), recorded.get("input_gradient"));
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfFiniteDifferences() {
    return Recorded.tests(
        "losses",
        "losses",
        recorded -> {
          if (recorded.has("smooth")) {
            return; // its gradient is not meant to be the slope
          }
          Tensor target = Recorded.tensor(recorded.get("target"));
          FiniteDifferences.assertGradient(
              "the input",
              input -> loss(recorded).forward(input, target),
              Recorded.tensor(recorded.get("input")),
              Recorded.tensor(recorded.get("upstream")),
              gradient(recorded));
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfGradientsAreThoseOfFiniteDifferencesAndPyTorch() {
    return Recorded.tests(
        "losses",
        "losses",
        recorded ->
            SecondDerivatives.assertSecond(
                recorded,
                values -> {
                  Tensor input = values.getFirst().detach().requiresGrad(true);
                  Tensor target = Recorded.tensor(recorded.get("target"));
                  return new SecondDerivatives.Pass(
                      loss(recorded).forward(input, target), List.of(input));
                },
                List.of(Recorded.tensor(recorded.get("input")))));
  }

  @TestFactory
  Stream<DynamicTest> aReplayGivesTheSameBits() {
    return Recorded.tests(
        "losses",
        "losses",
        recorded -> {
          float[] eager = gradient(recorded).toArray();
          Program program = Program.record(() -> gradient(recorded));
          program.run();
          program.run();
          assertThat(program.output().toArray()).isEqualTo(eager);
        });
  }

  private static Tensor gradient(JsonNode recorded) {
    Tensor input = Recorded.tensor(recorded.get("input")).requiresGrad(true);
    Tensor output = loss(recorded).forward(input, Recorded.tensor(recorded.get("target")));
    output.backward(Recorded.tensor(recorded.get("upstream")), false);
    return input.grad();
  }

  @TestFactory
  Stream<DynamicTest> whatPyTorchRefusesOrWarnsOfIsRefused() {
    return Recorded.tests(
        "losses",
        "errors",
        recorded ->
            assertThatIllegalArgumentException()
                .isThrownBy(() ->
                    loss(recorded)
                        .forward(
                            Recorded.tensor(recorded.get("input")),
                            Recorded.tensor(recorded.get("target")))));
  }
}
