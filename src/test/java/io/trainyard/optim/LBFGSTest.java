package io.trainyard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.Recorded;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The optimizer that asks for the loss itself: against PyTorch, and against its own replay. */
class LBFGSTest {

  private static final JsonNode PROBLEM = Recorded.read("optimizers").get("problem");

  /** A function to go down on, from where PyTorch began. */
  private static final class Descent {
    private final String kind;
    private final List<Tensor> params = new ArrayList<>();
    private final Optimizer optimizer;
    private int evaluations;

    Descent(JsonNode recorded) {
      kind = recorded.get("problem").asString();
      for (JsonNode start : PROBLEM.get("start").get(kind)) {
        params.add(Recorded.tensor(start).requiresGrad(true));
      }
      optimizer = RecordedOptimizersTest.optimizer(recorded, params);
    }

    Tensor closure() {
      evaluations++;
      optimizer.zeroGrad();
      Tensor loss = value();
      loss.backward();
      return loss;
    }

    private Tensor value() {
      Tensor x = Recorded.tensor(PROBLEM.get("x"));
      Tensor y = Recorded.tensor(PROBLEM.get("y"));
      return switch (kind) {
        case "linear" -> x.linear(params.get(0), params.get(1)).sub(y).pow(2).mean();
        case "tanh" ->
            x.linear(params.get(0), params.get(1))
                .tanh()
                .linear(params.get(2), params.get(3))
                .sub(y)
                .pow(2)
                .mean();
        default -> {
          Tensor a = params.getFirst().narrow(0, 0, 1);
          Tensor b = params.getFirst().narrow(0, 1, 1);
          yield a.sub(1).pow(2).add(b.sub(a.mul(a)).pow(2).mul(100)).sum();
        }
      };
    }
  }

  @TestFactory
  Stream<DynamicTest> eachStepIsThatOfPyTorch() {
    return Recorded.tests(
        "optimizers",
        "closures",
        recorded -> {
          Descent descent = new Descent(recorded);
          for (int step = 0; step < recorded.get("losses").size(); step++) {
            double loss = descent.optimizer.step((Supplier<Tensor>) descent::closure);
            double expected = recorded.get("losses").get(step).asDouble();
            assertThat(loss).isCloseTo(expected, within(1e-5 * Math.max(1, expected)));
            assertThat(descent.evaluations)
                .isEqualTo(recorded.get("evaluations").get(step).asInt());
            for (int i = 0; i < descent.params.size(); i++) {
              Recorded.assertSame(
                  "parameter " + i + " after step " + (step + 1),
                  descent.params.get(i).toArray(),
                  Recorded.floats(recorded.get("steps").get(step).get(i)),
                  3e-4);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aReplayGivesTheSameBits() {
    return Recorded.tests(
        "optimizers",
        "closures",
        recorded -> {
          Descent eager = new Descent(recorded);
          Descent replayed = new Descent(recorded);
          Program program =
              Program.record(() -> {
                Tensor loss = replayed.closure();
                replayed.optimizer.update();
                return loss;
              });
          for (int step = 0; step < recorded.get("losses").size(); step++) {
            double loss = eager.optimizer.step((Supplier<Tensor>) eager::closure);
            double again =
                replayed.optimizer.replay(() -> {
                  program.run();
                  return program.output().item();
                });
            assertThat(again).isEqualTo(loss);
            for (int i = 0; i < eager.params.size(); i++) {
              assertThat(replayed.params.get(i).toArray()).isEqualTo(eager.params.get(i).toArray());
            }
          }
        });
  }

  @Test
  void itFindsTheLowestPointOfAValleyThatBends() {
    Descent descent = new Descent(lineSearch());
    double loss = Double.POSITIVE_INFINITY;
    for (int step = 0; step < 15; step++) {
      loss = descent.optimizer.step((Supplier<Tensor>) descent::closure);
    }
    assertThat(loss).isLessThan(1e-8);
    assertThat(descent.params.getFirst().toArray()[0]).isCloseTo(1, within(1e-3f));
  }

  @Test
  void itRemembersWhatPyTorchRemembers() {
    Descent descent = new Descent(lineSearch());
    descent.optimizer.step((Supplier<Tensor>) descent::closure);
    assertThat(descent.optimizer.state())
        .containsKeys("0.d", "0.t", "0.prev_flat_grad", "0.H_diag", "0.old_dirs.0", "0.ro.0");
    assertThat(descent.optimizer.state().get("0.n_iter").item()).isEqualTo(3);
    assertThat(descent.optimizer.state().get("0.func_evals").item()).isEqualTo(5);
    assertThat(descent.optimizer.state().get("0.ro.1").item()).isCloseTo(37.9762f, within(0.05f));
  }

  private static JsonNode lineSearch() {
    return StreamSupport.stream(Recorded.read("optimizers").get("closures").spliterator(), false)
        .filter(recorded -> recorded.get("problem").asString().equals("rosenbrock"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutAClosureThereIsNoStep() {
    Optimizer optimizer = new Descent(lineSearch()).optimizer;
    assertThatIllegalStateException().isThrownBy(optimizer::step).withMessageContaining("closure");
  }

  @Test
  void otherOptimizersTakeAClosureToo() {
    Tensor param = Tensor.of(3f).requiresGrad(true);
    Optimizer sgd = new SGD(List.of(param), 0.25, 0, 0, 0, false, false);
    double loss =
        sgd.step(() -> {
          sgd.zeroGrad();
          Tensor value = param.pow(2).sum();
          value.backward();
          return value;
        });
    assertThat(loss).isEqualTo(9);
    assertThat(param.item()).isEqualTo(1.5f);
  }
}
