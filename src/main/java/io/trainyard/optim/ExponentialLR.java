package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;

/** The learning rate times {@code gamma} every epoch. */
@Summary("Multiplies the learning rate by gamma every epoch.")
public final class ExponentialLR extends LRScheduler {

  private final double gamma;

  public ExponentialLR(@Given Optimizer optimizer, @Bounds(min = 0) double gamma) {
    super(optimizer);
    Arguments.require(gamma >= 0, "Invalid gamma value: " + gamma);
    this.gamma = gamma;
    begin();
  }

  @Override
  double lr(int steps) {
    return baseLr() * StrictMath.pow(gamma, steps);
  }

  @Override
  double chained(double lr, int steps) {
    return steps == 0 ? lr : lr * gamma;
  }
}
