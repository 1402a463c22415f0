package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;

/** The learning rate times {@code factor} for the first {@code total_iters} epochs. */
@Summary("Multiplies the learning rate by factor for the first total_iters epochs.")
public final class ConstantLR extends LRScheduler {

  private final double factor;
  private final int total_iters;

  public ConstantLR(
      @Given Optimizer optimizer,
      @Default("0.3333333333333333") @Bounds(min = 0, max = 1) double factor,
      @Default("5") @Bounds(min = 0) int total_iters) {
    super(optimizer);
    Arguments.require(
        factor >= 0 && factor <= 1,
        "Constant multiplicative factor expected to be between 0 and 1, but got " + factor);
    Arguments.require(total_iters >= 0, "Invalid total_iters value: " + total_iters);
    this.factor = factor;
    this.total_iters = total_iters;
    begin();
  }

  @Override
  double lr(int steps) {
    return steps >= total_iters ? baseLr() : baseLr() * factor;
  }

  @Override
  double chained(double lr, int steps) {
    if (steps == 0) {
      return total_iters == 0 ? lr : lr * factor;
    }
    if (steps != total_iters) {
      return lr;
    }
    return factor == 0 ? baseLr() : lr * (1 / factor);
  }
}
