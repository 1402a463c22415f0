package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Adam with the largest of the decaying gradients in place of the mean of their squares.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Adam: A Method for Stochastic Optimization,
 *     section 7.1</a>
 */
@Summary("Adam by the largest gradient instead of the mean of squares.")
public final class Adamax extends BetaRule {

  private final List<Tensor> exp_inf;
  private final Tensor minusStepSize = Tensor.scalar(0);

  /**
   * @param betas how much is kept of the mean of the gradients and of the largest one
   * @param eps added to the size of a gradient, against a division by 0
   * @param weight_decay this much of a parameter is added to its gradient
   * @param maximize whether to go up instead of down
   */
  public Adamax(
      @Given List<Tensor> params,
      @Default("2e-3") @Bounds(min = 0) double lr,
      @Default("[0.9, 0.999]") @Bounds(min = 0, max = 1, maxExclusive = true) List<Double> betas,
      @Default("1e-8") @Bounds(min = 0) double eps,
      @Default("0") @Bounds(min = 0) double weight_decay,
      @Default("false") boolean maximize) {
    super(params, lr, betas, eps, weight_decay, maximize, false);
    this.exp_inf = state("exp_inf", 0);
  }

  @Override
  void advance(long step) {
    super.advance(step);
    minusStepSize.fill((float) (-lr() / correction(beta1(), step)));
  }

  @Override
  void update(int index, Tensor param, Tensor gradient) {
    Tensor change = change(param, gradient);
    Tensor mean = mean(index, change);
    Tensor largest = exp_inf.get(index);
    largest.assign(largest.mul(beta2()).maximum(change.abs().add(eps)));
    param.assign(param.addcdiv(mean, largest, minusStepSize));
  }
}
