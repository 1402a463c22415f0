package io.trainyard.optim;

import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Adam's rule: the mean of the gradients over the root of the mean of their squares, both decaying
 * and corrected for having begun at 0.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Adam: A Method for Stochastic Optimization</a>
 */
abstract sealed class AdamRule extends Optimizer permits Adam, AdamW {

  private final double beta2;
  private final double eps;
  private final double weight_decay;
  private final boolean maximize;
  private final boolean decoupled_weight_decay;
  private final List<Tensor> exp_avg;
  private final List<Tensor> exp_avg_sq;
  private final List<Tensor> max_exp_avg_sq;
  private double beta1;
  private final Tensor step_size = Tensor.scalar(0);
  private final Tensor correction = Tensor.scalar(0);
  private final Tensor taken = Tensor.scalar(0);
  private final Tensor shrink = Tensor.scalar(0);

  AdamRule(
      List<Tensor> params,
      double lr,
      List<Double> betas,
      double eps,
      double weight_decay,
      boolean amsgrad,
      boolean maximize,
      boolean decoupled_weight_decay) {
    super(params, lr);
    Arguments.require(betas.size() == 2, "betas has to be two numbers, but got " + betas.size());
    for (int i = 0; i < 2; i++) {
      double beta = betas.get(i);
      Arguments.require(
          beta >= 0 && beta < 1, "Invalid beta parameter at index " + i + ": " + beta);
    }
    Arguments.require(eps >= 0, "Invalid epsilon value: " + eps);
    Arguments.require(weight_decay >= 0, "Invalid weight_decay value: " + weight_decay);
    this.beta1 = betas.get(0);
    this.beta2 = betas.get(1);
    this.eps = eps;
    this.weight_decay = weight_decay;
    this.maximize = maximize;
    this.decoupled_weight_decay = decoupled_weight_decay;
    this.exp_avg = state("exp_avg", 0);
    this.exp_avg_sq = state("exp_avg_sq", 0);
    this.max_exp_avg_sq = amsgrad ? state("max_exp_avg_sq", 0) : List.of();
  }

  @Override
  final void advance(long step) {
    step_size.fill((float) (lr() / (1 - StrictMath.pow(beta1, (double) step))));
    correction.fill((float) Math.sqrt(1 - StrictMath.pow(beta2, (double) step)));
    taken.fill((float) (1 - beta1));
    shrink.fill((float) (1 - lr() * weight_decay));
  }

  @Override
  final void update(int index, Tensor param, Tensor gradient) {
    Tensor change = maximize ? gradient.neg() : gradient;
    Tensor before = param;
    if (weight_decay > 0 && decoupled_weight_decay) {
      before = param.mul(shrink);
    } else if (weight_decay > 0) {
      change = change.add(param.mul(weight_decay));
    }
    Tensor mean = exp_avg.get(index);
    mean.assign(mean.add(change.sub(mean).mul(taken)));
    Tensor square = exp_avg_sq.get(index);
    square.assign(square.mul(beta2).add(change.mul(change).mul(1 - beta2)));
    if (!max_exp_avg_sq.isEmpty()) {
      Tensor largest = max_exp_avg_sq.get(index);
      largest.assign(largest.maximum(square));
      square = largest;
    }
    Tensor root = square.sqrt().div(correction).add(eps);
    param.assign(before.sub(mean.div(root).mul(step_size)));
  }

  @Override
  public final boolean hasMomentum() {
    return true;
  }

  @Override
  public final double momentum() {
    return beta1;
  }

  @Override
  public final void momentum(double momentum) {
    beta1 = momentum;
  }
}
