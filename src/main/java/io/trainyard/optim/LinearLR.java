package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;

/**
 * The learning rate times a factor that goes from {@code start_factor} to {@code end_factor} in
 * equal steps over {@code total_iters} epochs, and stays there.
 */
@Summary("Moves the learning rate from start_factor to end_factor of it over total_iters epochs.")
public final class LinearLR extends LRScheduler {

  private final double start_factor;
  private final double end_factor;
  private final int total_iters;

  public LinearLR(
      @Given Optimizer optimizer,
      @Default("0.3333333333333333") @Bounds(min = 0, minExclusive = true, max = 1)
          double start_factor,
      @Default("1.0") @Bounds(min = 0, max = 1) double end_factor,
      @Default("5") @Bounds(min = 0) int total_iters) {
    super(optimizer);
    Arguments.require(
        start_factor > 0 && start_factor <= 1,
        "Starting multiplicative factor expected to be greater than 0 and less or equal to 1,"
            + " but got "
            + start_factor);
    Arguments.require(
        end_factor >= 0 && end_factor <= 1,
        "Ending multiplicative factor expected to be between 0 and 1, but got " + end_factor);
    Arguments.require(total_iters >= 0, "Invalid total_iters value: " + total_iters);
    this.start_factor = start_factor;
    this.end_factor = end_factor;
    this.total_iters = total_iters;
    begin();
  }

  @Override
  double lr(int steps) {
    double share = total_iters == 0 ? 0 : (double) Math.min(steps, total_iters) / total_iters;
    return baseLr() * (start_factor + (end_factor - start_factor) * share);
  }

  @Override
  double chained(double lr, int steps) {
    if (steps == 0) {
      return lr * start_factor;
    }
    double change = end_factor - start_factor;
    return steps > total_iters
        ? lr
        : lr * (1 + change / (total_iters * start_factor + (steps - 1) * change));
  }
}
