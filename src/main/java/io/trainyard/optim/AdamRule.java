package io.trainyard.optim;

import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Adam's rule: the mean of the gradients over the root of the mean of their squares, both decaying
 * and corrected for having begun at 0.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Adam: A Method for Stochastic Optimization</a>
 */
abstract sealed class AdamRule extends BetaRule permits Adam, AdamW {

  private final List<Tensor> exp_avg_sq;
  private final List<Tensor> max_exp_avg_sq;
  private final Tensor minusStepSize = Tensor.scalar(0);
  private final Tensor correction = Tensor.scalar(0);

  AdamRule(
      List<Tensor> params,
      double lr,
      List<Double> betas,
      double eps,
      double weight_decay,
      boolean amsgrad,
      boolean maximize,
      boolean decoupled_weight_decay) {
    super(params, lr, betas, eps, weight_decay, maximize, decoupled_weight_decay);
    this.exp_avg_sq = state("exp_avg_sq", 0);
    this.max_exp_avg_sq = amsgrad ? state("max_exp_avg_sq", 0) : List.of();
  }

  @Override
  final void advance(long step) {
    super.advance(step);
    minusStepSize.fill((float) (-lr() / correction(beta1(), step)));
    correction.fill((float) (1 / Math.sqrt(correction(beta2(), step))));
  }

  @Override
  final void update(int index, Tensor param, Tensor gradient) {
    Tensor change = change(param, gradient);
    Tensor before = before(param);
    Tensor mean = mean(index, change);
    Tensor square = squares(exp_avg_sq.get(index), change);
    if (!max_exp_avg_sq.isEmpty()) {
      Tensor largest = max_exp_avg_sq.get(index);
      largest.assign(largest.maximum(square));
      square = largest;
    }
    Tensor root = square.sqrt().mul(correction).add(eps);
    param.assign(before.addcdiv(mean, root, minusStepSize));
  }
}
