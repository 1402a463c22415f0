package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;

/**
 * The learning rate along a cosine from its base down to {@code eta_min}, and then at its base
 * again: first after {@code T_0} epochs, then after {@code T_mult} times as many as the last time.
 *
 * @see <a href="https://arxiv.org/abs/1608.03983">SGDR: Stochastic Gradient Descent with Warm
 *     Restarts</a>
 */
@Summary("Lowers the learning rate along a cosine again and again, from its base each time.")
public final class CosineAnnealingWarmRestarts extends LRScheduler {

  private final int T_0;
  private final int T_mult;
  private final double eta_min;

  /**
   * @param T_0 epochs until the first restart, at least 1
   * @param T_mult how many times as long each way is as the one before, at least 1
   */
  public CosineAnnealingWarmRestarts(
      @Given Optimizer optimizer,
      @Bounds(min = 1) int T_0,
      @Default("1") @Bounds(min = 1) int T_mult,
      @Default("0.0") @Bounds(min = 0) double eta_min) {
    super(optimizer);
    Arguments.require(T_0 >= 1, "Expected positive integer T_0, but got " + T_0);
    Arguments.require(T_mult >= 1, "Expected integer T_mult >= 1, but got " + T_mult);
    Arguments.require(eta_min >= 0, "Invalid eta_min value: " + eta_min);
    this.T_0 = T_0;
    this.T_mult = T_mult;
    this.eta_min = eta_min;
    begin();
  }

  @Override
  double lr(int steps) {
    long length = T_0;
    long done = T_mult == 1 ? steps % length : steps;
    while (done >= length) {
      done -= length;
      length *= T_mult;
    }
    double cosine = StrictMath.cos(Math.PI * done / length);
    return eta_min + (baseLr() - eta_min) * (1 + cosine) / 2;
  }
}
