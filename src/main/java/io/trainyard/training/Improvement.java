package io.trainyard.training;

import io.trainyard.tensor.StateDict;
import org.jspecify.annotations.Nullable;

/** Watches whether a run still gets better. */
final class Improvement {

  private final @Nullable EarlyStopping rule;
  private final Monitor monitor;
  private double best = Double.POSITIVE_INFINITY;
  private int without;

  /** A watch by a rule; without one it never finds anything over. */
  Improvement(@Nullable EarlyStopping rule, Monitor monitor) {
    this.rule = rule;
    this.monitor = monitor;
  }

  /**
   * Takes note of an epoch. A value that is not a number is no improvement.
   *
   * @return whether it is the one whose parameters are to be kept, as things stand: the best so far
   *     where the rule restores the best, otherwise the latest
   */
  boolean keeps(EpochResult result) {
    if (rule == null) {
      return true;
    }
    double value = monitor.value(result);
    double badness = monitor.greaterIsBetter() ? -value : value;
    boolean better = badness < best - rule.min_delta();
    if (better) {
      best = badness;
      without = 0;
    } else {
      without++;
    }
    return better || !rule.restore_best();
  }

  /** Writes down what was seen so far. */
  void save(StateDict to) {
    to.put("best", best);
    to.put("without", without);
  }

  /** Goes on with what was written down. */
  void load(StateDict from) {
    best = from.number("best");
    without = Math.toIntExact(from.whole("without"));
  }

  /** Whether the patience is at its end. */
  boolean isOver() {
    return rule != null && without >= rule.patience();
  }
}
