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
 * The optimizer and the scheduler of a step that is only recorded.
 *
 * @param faults gets what they have to say against their arguments
 */
record OptimizerSketch(RunSpec spec, Faults faults) {
  /** So often a function of the epoch is tried before the run. */
  private static final int EPOCHS_TRIED = 1000;

  /**
   * The optimizer of these parameters, with its scheduler tried out on it; null while something is
   * at fault.
   */
  @Nullable Optimizer of(List<Tensor> parameters, int batch, int trainRows) {
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
    LRScheduler scheduler =
        Recipes.made(schedule, place, recipe -> recipe.create(optimizer, (Lambdas) this::tried));
    Integer epochs = spec.epochs();
    if (scheduler != null && epochs != null) {
      long perEpoch =
          scheduler.pace() == LRScheduler.Pace.BATCH ? (trainRows + batch - 1L) / batch : 1;
      if (epochs * perEpoch > scheduler.maxSteps()) {
        faults
            .at("scheduler")
            .add(
                "out_of_range",
                "the schedule ends after "
                    + scheduler.maxSteps()
                    + " steps; the run makes "
                    + epochs * perEpoch);
      }
    }
    return optimizer;
  }

  /** A function of the epoch that gives a number for each of the first epochs. */
  private LongToDoubleFunction tried(String text) {
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
}
