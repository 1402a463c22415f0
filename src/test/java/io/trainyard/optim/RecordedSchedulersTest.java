package io.trainyard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.Recorded;
import io.trainyard.script.Script;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Each scheduler, made from a request, against PyTorch. */
class RecordedSchedulersTest {

  private static final Catalog<LRScheduler> SCHEDULERS = Catalog.of(LRScheduler.class);

  private static Optimizer optimizer(JsonNode recorded) {
    return RecordedOptimizersTest.optimizer(
        recorded.get("optimizer"), List.of(Tensor.of(1f).requiresGrad(true)));
  }

  private static LRScheduler scheduler(JsonNode recorded, Optimizer optimizer) {
    Faults faults = new Faults();
    Recipe<? extends LRScheduler> recipe = SCHEDULERS.read(Recorded.request(recorded), faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(faults.list().toString());
    }
    return recipe.create(optimizer, (Lambdas) Script::function);
  }

  @TestFactory
  Stream<DynamicTest> eachLearningRateAndMomentumIsThatOfPyTorch() {
    return Recorded.tests(
        "schedulers",
        "schedulers",
        recorded -> {
          Optimizer optimizer = optimizer(recorded);
          LRScheduler scheduler = scheduler(recorded, optimizer);
          double[] rates = Recorded.doubles(recorded.get("lr"));
          double[] metrics =
              recorded.has("metrics") ? Recorded.doubles(recorded.get("metrics")) : null;
          for (int step = 0; step < rates.length; step++) {
            assertThat(optimizer.lr())
                .as("learning rate of step %d", step)
                .isCloseTo(rates[step], within(1e-12));
            if (recorded.has("momentum")) {
              assertThat(optimizer.momentum())
                  .as("momentum of step %d", step)
                  .isCloseTo(recorded.get("momentum").get(step).asDouble(), within(1e-12));
            }
            if (step + 1 < rates.length) {
              step(scheduler, metrics, step);
            }
          }
        });
  }

  private static void step(LRScheduler scheduler, double[] metrics, int step) {
    if (metrics == null) {
      scheduler.step();
    } else {
      scheduler.step(metrics[step]);
    }
  }

  @TestFactory
  Stream<DynamicTest> whatPyTorchRefusesIsRefused() {
    return Recorded.tests(
        "schedulers",
        "errors",
        recorded ->
            assertThatThrownBy(
                    () -> {
                      LRScheduler scheduler = scheduler(recorded, optimizer(recorded));
                      for (int step = 0; step < recorded.get("steps").asInt(); step++) {
                        scheduler.step();
                      }
                    })
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class));
  }
}
