package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;

/**
 * The learning rate down to 0 in {@code total_iters} epochs along a power: {@code base (1 - epoch /
 * total_iters)^power}.
 */
@Summary("Lowers the learning rate to 0 in total_iters epochs along a power.")
public final class PolynomialLR extends LRScheduler {

  private final int total_iters;
  private final double power;

  public PolynomialLR(
      @Given Optimizer optimizer,
      @Default("5") @Bounds(min = 1) int total_iters,
      @Default("1.0") @Bounds(min = 0) double power) {
    super(optimizer);
    Arguments.require(total_iters >= 1, "Invalid total_iters value: " + total_iters);
    Arguments.require(power >= 0, "Invalid power value: " + power);
    this.total_iters = total_iters;
    this.power = power;
    begin();
  }

  @Override
  double lr(int steps) {
    return baseLr() * StrictMath.pow(rest(steps), power);
  }

  @Override
  double chained(double lr, int steps) {
    return steps == 0 || steps > total_iters
        ? lr
        : lr * StrictMath.pow(rest(steps) / rest(steps - 1), power);
  }

  /** The share of the epochs that are still to come. */
  private double rest(int steps) {
    return 1 - (double) Math.min(steps, total_iters) / total_iters;
  }
}
