package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import java.util.List;

/** The learning rate times {@code gamma} at each milestone; one named twice counts twice. */
@Summary(
    "Multiplies the learning rate by gamma when an epoch of the list of milestones is reached.")
public final class MultiStepLR extends LRScheduler {

  private final List<Integer> milestones;
  private final double gamma;

  /**
   * @param milestones numbers of epochs, in any order
   */
  public MultiStepLR(
      @Given Optimizer optimizer,
      @Bounds(min = 0) List<Integer> milestones,
      @Default("0.1") @Bounds(min = 0) double gamma) {
    super(optimizer);
    Arguments.require(gamma >= 0, "Invalid gamma value: " + gamma);
    this.milestones = List.copyOf(milestones);
    this.gamma = gamma;
    begin();
  }

  @Override
  double lr(int steps) {
    long reached = milestones.stream().filter(epoch -> epoch <= steps).count();
    return baseLr() * StrictMath.pow(gamma, (double) reached);
  }

  @Override
  double chained(double lr, int steps) {
    long now = milestones.stream().filter(epoch -> epoch == steps).count();
    return lr * StrictMath.pow(gamma, (double) now);
  }
}
