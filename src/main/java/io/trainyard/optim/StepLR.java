package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;

/** The learning rate times {@code gamma} every {@code step_size} epochs. */
@Summary("Multiplies the learning rate by gamma every step_size epochs.")
public final class StepLR extends LRScheduler {

  private final int step_size;
  private final double gamma;

  /**
   * @param step_size epochs between two changes, at least 1
   */
  public StepLR(
      @Given Optimizer optimizer,
      @Bounds(min = 1) int step_size,
      @Default("0.1") @Bounds(min = 0) double gamma) {
    super(optimizer);
    Arguments.require(step_size >= 1, "Expected positive integer step_size, but got " + step_size);
    Arguments.require(gamma >= 0, "Invalid gamma value: " + gamma);
    this.step_size = step_size;
    this.gamma = gamma;
    begin();
  }

  @Override
  double lr(int steps) {
    int changes = steps / step_size;
    return baseLr() * StrictMath.pow(gamma, changes);
  }

  @Override
  double chained(double lr, int steps) {
    return steps > 0 && steps % step_size == 0 ? lr * gamma : lr;
  }
}
