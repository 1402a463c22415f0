package io.trainyard.training;

import io.trainyard.measure.Metric;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Suggestion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a run watches to know its best epoch: a loss or a metric of one of its splits.
 *
 * @param name as it stands in the rows of the losses
 * @param greaterIsBetter whether a higher value is a better one
 */
record Monitor(String name, boolean greaterIsBetter) {

  private static final String TRAIN_LOSS = "train_loss";
  static final String TEST_LOSS = "test_loss";

  /** What can be watched, by name. */
  private static Map<String, Monitor> all(RunSpec spec) {
    Map<String, Monitor> all = new LinkedHashMap<>();
    for (String loss : new String[] {TRAIN_LOSS, TEST_LOSS}) {
      all.put(loss, new Monitor(loss, false));
    }
    for (Recipe<? extends Metric> recipe : spec.metrics()) {
      if (recipe != null) {
        boolean greaterIsBetter = recipe.create().greaterIsBetter();
        for (String split : new String[] {"train_", "test_"}) {
          String name = split + Metric.nameOf(recipe);
          all.put(name, new Monitor(name, greaterIsBetter));
        }
      }
    }
    return all;
  }

  /** What a spec without faults wants to be watched. */
  static Monitor of(RunSpec spec) {
    EarlyStopping stopping = spec.early_stopping();
    return Objects.requireNonNull(all(spec).get(stopping == null ? TEST_LOSS : stopping.monitor()));
  }

  /**
   * Says what is wrong with what a spec wants to be watched.
   *
   * @param hasTest whether there are rows to test on
   */
  static void check(RunSpec spec, boolean hasTest, Faults faults) {
    EarlyStopping stopping = spec.early_stopping();
    if (stopping == null) {
      return;
    }
    String name = stopping.monitor();
    Map<String, Monitor> all = all(spec);
    Faults place = faults.at("early_stopping", "monitor");
    if (!all.containsKey(name)) {
      place.add(
          "unknown_name",
          "'"
              + name
              + "' is not measured; a metric has to be one of 'metrics'"
              + Suggestion.hint(name, all.keySet().stream().toList()));
    } else if (!hasTest && name.startsWith("test_")) {
      place.add(
          "invalid_value",
          "there is no "
              + name.replace('_', ' ')
              + " to watch, because the split leaves no test rows");
    }
  }

  /** Its value after an epoch. */
  double value(EpochResult result) {
    Double test = result.test_loss();
    return switch (name) {
      case TRAIN_LOSS -> result.train_loss();
      case TEST_LOSS -> test == null ? result.train_loss() : test;
      default -> Objects.requireNonNull(result.metrics().get(name));
    };
  }
}
