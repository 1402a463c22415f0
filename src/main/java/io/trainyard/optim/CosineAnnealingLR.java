package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;

/**
 * The learning rate along a cosine, from its base down to {@code eta_min} in {@code T_max} epochs,
 * and up again in as many: {@code eta_min + (base - eta_min) (1 + cos(pi epoch / T_max)) / 2}.
 *
 * @see <a href="https://arxiv.org/abs/1608.03983">SGDR, without its restarts</a>
 */
@Summary("Lowers the learning rate along a cosine to eta_min in T_max epochs, and raises it again.")
public final class CosineAnnealingLR extends LRScheduler {

  private final int T_max;
  private final double eta_min;

  /**
   * @param T_max epochs from the highest learning rate to the lowest, at least 1
   */
  public CosineAnnealingLR(
      @Given Optimizer optimizer,
      @Bounds(min = 1) int T_max,
      @Default("0.0") @Bounds(min = 0) double eta_min) {
    super(optimizer);
    Arguments.require(T_max >= 1, "Expected positive integer T_max, but got " + T_max);
    Arguments.require(eta_min >= 0, "Invalid eta_min value: " + eta_min);
    this.T_max = T_max;
    this.eta_min = eta_min;
    begin();
  }

  @Override
  double lr(int steps) {
    double cosine = StrictMath.cos(Math.PI * steps / T_max);
    return eta_min + (baseLr() - eta_min) * (1 + cosine) / 2;
  }

  @Override
  double chained(double lr, int steps) {
    if (steps == 0) {
      return lr;
    }
    if ((steps - 1 - T_max) % (2L * T_max) == 0) {
      return lr + (baseLr() - eta_min) * (1 - StrictMath.cos(Math.PI / T_max)) / 2;
    }
    double now = 1 + StrictMath.cos(Math.PI * steps / T_max);
    double before = 1 + StrictMath.cos(Math.PI * (steps - 1) / T_max);
    return now / before * (lr - eta_min) + eta_min;
  }
}
