package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Adam that trusts the mean of the squares only as far as the steps so far allow; the very first
 * steps follow the mean of the gradients alone.
 *
 * @see <a href="https://arxiv.org/abs/1908.03265">On the Variance of the Adaptive Learning Rate and
 *     Beyond</a>
 */
@Summary("Adam that warms itself up.")
public final class RAdam extends BetaRule {

  private final List<Tensor> exp_avg_sq;
  private final Tensor step_size = Tensor.scalar(0);
  private final Tensor isAdaptive = Tensor.scalar(0);
  private final Tensor rectification = Tensor.scalar(0);

  /**
   * @param betas how much is kept of the mean of the gradients and of that of their squares
   * @param eps added to the divisor, against a division by 0
   * @param weight_decay this much of a parameter is added to its gradient
   * @param decoupled_weight_decay whether a parameter shrinks by itself instead, as in {@link
   *     AdamW}
   * @param maximize whether to go up instead of down
   */
  public RAdam(
      @Given List<Tensor> params,
      @Default("1e-3") @Bounds(min = 0) double lr,
      @Default("[0.9, 0.999]") @Bounds(min = 0, max = 1, maxExclusive = true) List<Double> betas,
      @Default("1e-8") @Bounds(min = 0) double eps,
      @Default("0") @Bounds(min = 0) double weight_decay,
      @Default("false") boolean decoupled_weight_decay,
      @Default("false") boolean maximize) {
    super(params, lr, betas, eps, weight_decay, maximize, decoupled_weight_decay);
    this.exp_avg_sq = state("exp_avg_sq", 0);
  }

  @Override
  void advance(long step) {
    super.advance(step);
    step_size.fill((float) (lr() / correction(beta1(), step)));
    double correction = correction(beta2(), step);
    double most = 2 / (1 - beta2()) - 1;
    // So many steps is the mean of the squares worth.
    double length = most - 2 * step * Power.of(beta2(), step) / correction;
    boolean adaptive = length > 5;
    isAdaptive.fill(adaptive ? 1 : 0);
    double share = (length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length);
    rectification.fill(adaptive ? (float) Math.sqrt(correction * share) : 0);
  }

  @Override
  void update(int index, Tensor param, Tensor gradient) {
    Tensor change = change(param, gradient);
    Tensor before = before(param);
    Tensor step = mean(index, change).mul(step_size);
    Tensor root = squares(exp_avg_sq.get(index), change).sqrt().add(eps);
    Tensor adapted = step.div(root).mul(rectification);
    param.assign(before.sub(Tensor.where(isAdaptive, adapted, step)));
  }
}
