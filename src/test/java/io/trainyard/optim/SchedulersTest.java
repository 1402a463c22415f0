package io.trainyard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.trainyard.script.Script;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulersTest {

  private static SGD sgd(double lr) {
    return new SGD(List.of(Tensor.of(1f).requiresGrad(true)), lr, 0, 0, 0, false, false);
  }

  private static OneCycleLR cycle(Optimizer optimizer, int total_steps, double pct_start) {
    return new OneCycleLR(
        optimizer,
        0.1,
        total_steps,
        null,
        null,
        pct_start,
        OneCycleLR.AnnealStrategy.COS,
        true,
        0.85,
        0.95,
        25,
        1e4,
        false);
  }

  @Test
  void aSchedulerStepsAfterEachEpochOrAfterEachBatch() {
    assertThat(new StepLR(sgd(0.1), 3, 0.1).pace()).isEqualTo(LRScheduler.Pace.EPOCH);
    assertThat(cycle(sgd(0.1), 10, 0.3).pace()).isEqualTo(LRScheduler.Pace.BATCH);
  }

  @Test
  void oneCycleEndsAfterItsSteps() {
    OneCycleLR scheduler = cycle(sgd(0.1), 4, 0.5);
    assertThat(scheduler.maxSteps()).isEqualTo(4);
    for (int step = 0; step < 4; step++) {
      scheduler.step();
    }
    assertThatIllegalStateException()
        .isThrownBy(scheduler::step)
        .withMessage("Tried to step 5 times. The specified number of total steps is 4");
    assertThat(scheduler.steps()).isEqualTo(4);
  }

  @Test
  void theStepAfterTheLastOfALinearCycleIsNotBelowZero() {
    SGD sgd = sgd(0.1);
    OneCycleLR scheduler =
        new OneCycleLR(
            sgd,
            0.1,
            5,
            null,
            null,
            0.5,
            OneCycleLR.AnnealStrategy.LINEAR,
            true,
            0.85,
            0.95,
            25,
            1e4,
            false);
    for (int step = 0; step < 5; step++) {
      assertThat(sgd.lr()).isPositive();
      scheduler.step();
    }
    assertThat(sgd.lr()).isZero();
  }

  @Test
  void oneCycleOfASingleStepUpIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cycle(sgd(0.1), 10, 0.1))
        .withMessageContaining("pct_start 0.1 of 10 steps");
  }

  @Test
  void oneCycleNeedsAMomentumToCycle() {
    Adagrad adagrad =
        new Adagrad(List.of(Tensor.of(1f).requiresGrad(true)), 0.1, 0, 0, 0, 1e-10, false);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cycle(adagrad, 10, 0.3))
        .withMessage(
            "optimizer must support momentum or beta1 with `cycle_momentum` option enabled, which"
                + " Adagrad does not");
  }

  @Test
  void oneCycleWhoseStepsAreTooManyToCountIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new OneCycleLR(
                sgd(0.1),
                0.1,
                null,
                1_000_000,
                1_000_000,
                0.3,
                OneCycleLR.AnnealStrategy.COS,
                true,
                0.85,
                0.95,
                25,
                1e4,
                false))
        .withMessage("epochs 1000000 times steps_per_epoch 1000000 are more than 2147483647 steps");
  }

  @Test
  void aPlateauNeedsAMetricToBeSeen() {
    LRScheduler scheduler =
        new ReduceLROnPlateau(
            sgd(0.1),
            ReduceLROnPlateau.Mode.MIN,
            0.1,
            10,
            1e-4,
            ReduceLROnPlateau.ThresholdMode.REL,
            0,
            0,
            1e-8);
    assertThatIllegalStateException()
        .isThrownBy(scheduler::step)
        .withMessage("ReduceLROnPlateau needs the value that it watches: call step(metric)");
    scheduler.step(1.0);
    assertThat(scheduler.steps()).isEqualTo(1);
  }

  @Test
  void othersTakeAMetricAndDoNotLookAtIt() {
    SGD sgd = sgd(1);
    LRScheduler scheduler = new ExponentialLR(sgd, 0.5);
    scheduler.step(123);
    scheduler.step();
    assertThat(sgd.lr()).isEqualTo(0.25);
  }

  @Test
  void aSequenceEndsWhereTheFirstOfItsPartsDoes() {
    Map<String, Object> cyclic = Map.of("type", "CyclicLR", "base_lr", 0.1, "max_lr", 1.0);
    Map<String, Object> once = Map.of("type", "OneCycleLR", "max_lr", 0.1, "total_steps", 10);
    assertThat(made(List.of(cyclic, once), List.of(7)).maxSteps()).isEqualTo(17);
    assertThat(made(List.of(once, cyclic), List.of(7)).maxSteps()).isEqualTo(Integer.MAX_VALUE);
    assertThat(made(List.of(once, cyclic), List.of(12)).maxSteps()).isEqualTo(10);
    assertThat(made(List.of(once, cyclic), List.of(12)).pace()).isEqualTo(LRScheduler.Pace.BATCH);
  }

  private static LRScheduler made(List<Map<String, Object>> schedulers, List<Integer> milestones) {
    Map<String, Object> request =
        Map.of("type", "SequentialLR", "schedulers", schedulers, "milestones", milestones);
    return Catalog.of(LRScheduler.class)
        .read(request, new Faults())
        .create(sgd(0.1), (Lambdas) Script::function);
  }
}
