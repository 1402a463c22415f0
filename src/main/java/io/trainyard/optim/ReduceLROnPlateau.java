package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.StateDict;
import org.jspecify.annotations.Nullable;

/**
 * The learning rate times {@code factor} when a watched metric has not improved for more than
 * {@code patience} epochs. A metric that is not a number is no improvement.
 */
@Summary("Multiplies the learning rate by factor when the watched loss has stopped improving.")
public final class ReduceLROnPlateau extends LRScheduler {

  /** Whether the metric is to become small or large. */
  public enum Mode {
    MIN,
    MAX
  }

  /** Whether the threshold is a share of the best value or a difference from it. */
  public enum ThresholdMode {
    REL,
    ABS
  }

  private final Mode mode;
  private final double factor;
  private final int patience;
  private final double threshold;
  private final ThresholdMode threshold_mode;
  private final int cooldown;
  private final double min_lr;
  private final double eps;
  private double lr;
  private double best;
  private int num_bad_epochs;
  private int cooldown_counter;

  /**
   * @param factor what the learning rate is multiplied by, less than 1
   * @param patience how many epochs without an improvement are borne
   * @param threshold by how much a value has to be better to count as an improvement
   * @param cooldown how many epochs after a change are not counted
   * @param min_lr the learning rate never gets smaller than this
   * @param eps a change of the learning rate that is no larger than this is not made
   */
  public ReduceLROnPlateau(
      @Given Optimizer optimizer,
      @Default("min") Mode mode,
      @Default("0.1") @Bounds(min = 0, max = 1, maxExclusive = true) double factor,
      @Default("10") @Bounds(min = 0) int patience,
      @Default("1e-4") double threshold,
      @Default("rel") ThresholdMode threshold_mode,
      @Default("0") @Bounds(min = 0) int cooldown,
      @Default("0") @Bounds(min = 0) double min_lr,
      @Default("1e-8") @Bounds(min = 0) double eps) {
    super(optimizer);
    Arguments.require(factor >= 0 && factor < 1, "Factor should be < 1.0, but got " + factor);
    Arguments.require(patience >= 0, "Invalid patience value: " + patience);
    Arguments.require(!Double.isNaN(threshold), "Invalid threshold value: " + threshold);
    Arguments.require(cooldown >= 0, "Invalid cooldown value: " + cooldown);
    Arguments.require(min_lr >= 0, "Invalid min_lr value: " + min_lr);
    Arguments.require(eps >= 0, "Invalid eps value: " + eps);
    this.mode = mode;
    this.factor = factor;
    this.patience = patience;
    this.threshold = threshold;
    this.threshold_mode = threshold_mode;
    this.cooldown = cooldown;
    this.min_lr = min_lr;
    this.eps = eps;
    this.lr = baseLr();
    this.best = mode == Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    begin();
  }

  @Override
  void observe(@Nullable Double metric) {
    if (metric == null) {
      throw new IllegalStateException(
          "ReduceLROnPlateau needs the value that it watches: call step(metric)");
    }
    lr = optimizer().lr();
    if (isBetter(metric)) {
      best = metric;
      num_bad_epochs = 0;
    } else {
      num_bad_epochs++;
    }
    if (cooldown_counter > 0) {
      cooldown_counter--;
      num_bad_epochs = 0;
    }
    if (num_bad_epochs > patience) {
      cooldown_counter = cooldown;
      num_bad_epochs = 0;
      double reduced = Math.max(lr * factor, min_lr);
      lr = lr - reduced > eps ? reduced : lr;
    }
  }

  @Override
  public void save(StateDict to) {
    super.save(to);
    to.put("lr", lr);
    to.put("best", best);
    to.put("num_bad_epochs", num_bad_epochs);
    to.put("cooldown_counter", cooldown_counter);
  }

  @Override
  public void load(StateDict from) {
    super.load(from);
    lr = from.number("lr");
    best = from.number("best");
    num_bad_epochs = Math.toIntExact(from.whole("num_bad_epochs"));
    cooldown_counter = Math.toIntExact(from.whole("cooldown_counter"));
  }

  private boolean isBetter(double metric) {
    return switch (mode) {
      case MIN ->
          metric
              < (threshold_mode == ThresholdMode.REL ? best * (1 - threshold) : best - threshold);
      case MAX ->
          metric
              > (threshold_mode == ThresholdMode.REL ? best * (1 + threshold) : best + threshold);
    };
  }

  @Override
  double lr(int steps) {
    return lr;
  }
}
