package io.trainyard.training;

import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.Lambdas;
import io.trainyard.optim.Optimizer;
import io.trainyard.script.Script;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What changes the parameters of a network.
 *
 * @param optimizer by their gradients
 * @param scheduler changes the optimizer's learning rate; null for nothing
 * @param clipping shortens the gradients first
 */
record Optimization(Optimizer optimizer, @Nullable LRScheduler scheduler, Clipping clipping) {

  /** So often a function of the epoch is tried before the run. */
  private static final int EPOCHS_TRIED = 1000;

  /**
   * The optimization that a spec wants.
   *
   * @param steps how many an epoch has
   * @param faults gets what optimizer and scheduler have to say against their arguments
   * @return null while the optimizer is at fault
   */
  static @Nullable Optimization of(
      RunSpec spec, List<Tensor> parameters, long steps, Faults faults) {
    Optimizer optimizer =
        Recipes.made(spec.optimizer(), faults.at("optimizer"), recipe -> recipe.create(parameters));
    if (optimizer == null) {
      return null;
    }
    Recipe<? extends LRScheduler> schedule = spec.scheduler();
    boolean isWritten =
        schedule != null
            && schedule.signature().parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("lr_lambda"));
    Faults place = isWritten ? faults.at("scheduler", "lr_lambda") : faults.at("scheduler");
    Lambdas functions = text -> tried(text, spec);
    LRScheduler scheduler =
        Recipes.made(schedule, place, recipe -> recipe.create(optimizer, functions));
    if (scheduler != null && spec.epochs() != null) {
      requireEnough(scheduler, spec.epochs(), steps, faults.at("scheduler"));
    }
    return new Optimization(optimizer, scheduler, Clipping.of(spec));
  }

  private static void requireEnough(
      LRScheduler scheduler, int epochs, long batches, Faults faults) {
    long steps = epochs * (scheduler.pace() == LRScheduler.Pace.BATCH ? batches : 1);
    if (steps > scheduler.maxSteps()) {
      faults.add(
          "out_of_range",
          "the schedule ends after " + scheduler.maxSteps() + " steps; the run makes " + steps);
    }
  }

  /** A function of the epoch that gives a number for each of the first epochs. */
  private static LongToDoubleFunction tried(String text, RunSpec spec) {
    LongToDoubleFunction function = Script.function(text);
    int epochs = Math.min(EPOCHS_TRIED, Objects.requireNonNullElse(spec.epochs(), 0));
    for (int epoch = 0; epoch <= epochs; epoch++) {
      double value = function.applyAsDouble(epoch);
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("the function gives " + value + " for epoch " + epoch);
      }
    }
    return function;
  }

  /** Changes the parameters by the gradients of a loss, which are used up. */
  void step(Tensor loss) {
    optimizer.zeroGrad();
    loss.backward();
    clipping.apply(optimizer.params());
    optimizer.update();
    optimizer.zeroGrad();
  }

  /** The batch is over, or the epoch, and had this loss: the learning rate may change. */
  void over(LRScheduler.Pace pace, double loss) {
    if (scheduler != null && scheduler.pace() == pace) {
      if (pace == LRScheduler.Pace.EPOCH) {
        scheduler.step(loss);
      } else {
        scheduler.step();
      }
    }
  }
}
