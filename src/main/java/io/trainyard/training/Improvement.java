package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches whether a loss still falls, and remembers the parameters of the best epoch. */
final class Improvement {

  private final @Nullable EarlyStopping rule;
  private final Module network;
  private final Map<String, float[]> bestState = new LinkedHashMap<>();
  private double best = Double.POSITIVE_INFINITY;
  private int without;

  /** A watch by a rule; without one it never finds anything over. */
  Improvement(@Nullable EarlyStopping rule, Module network) {
    this.rule = rule;
    this.network = network;
  }

  /** Takes note of an epoch, and says whether the patience is at its end. */
  boolean isOver(EpochResult result) {
    if (rule == null) {
      return false;
    }
    Double test = result.test_loss();
    double loss =
        rule.monitor() == EarlyStopping.Monitor.TEST_LOSS && test != null
            ? test
            : result.train_loss();
    if (loss < best - rule.min_delta()) {
      best = loss;
      without = 0;
      if (rule.restore_best()) {
        network.stateDict().forEach((name, value) -> bestState.put(name, value.toArray()));
      }
      return false;
    }
    return ++without >= rule.patience();
  }

  /** Gives the network the parameters of its best epoch, if the rule asks for it. */
  void restoreBest() {
    Map<String, Tensor> parameters = network.stateDict();
    bestState.forEach(
        (name, values) -> java.util.Objects.requireNonNull(parameters.get(name)).fill(values));
  }
}
