package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Adam that looks ahead along its momentum, as Nesterov does. The momentum grows with the steps:
 * {@code mu = beta1 * (1 - 0.96^(step * momentum_decay) / 2)}.
 *
 * @see <a href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Incorporating Nesterov
 *     Momentum into Adam</a>
 */
@Summary("Adam with Nesterov momentum.")
public final class NAdam extends BetaRule {

  private final double momentum_decay;
  private final List<Tensor> exp_avg_sq;
  private final List<Tensor> mu_product;
  private final Tensor correction = Tensor.scalar(0);
  private final Tensor ofGradient = Tensor.scalar(0);
  private final Tensor ofMean = Tensor.scalar(0);

  /**
   * @param betas how much is kept of the mean of the gradients and of that of their squares
   * @param eps added to the divisor, against a division by 0
   * @param weight_decay this much of a parameter is added to its gradient
   * @param momentum_decay how fast the momentum grows
   * @param decoupled_weight_decay whether a parameter shrinks by itself instead, as in {@link
   *     AdamW}
   * @param maximize whether to go up instead of down
   */
  public NAdam(
      @Given List<Tensor> params,
      @Default("2e-3") @Bounds(min = 0) double lr,
      @Default("[0.9, 0.999]") @Bounds(min = 0, max = 1, maxExclusive = true) List<Double> betas,
      @Default("1e-8") @Bounds(min = 0) double eps,
      @Default("0") @Bounds(min = 0) double weight_decay,
      @Default("4e-3") @Bounds(min = 0) double momentum_decay,
      @Default("false") boolean decoupled_weight_decay,
      @Default("false") boolean maximize) {
    super(params, lr, betas, eps, weight_decay, maximize, decoupled_weight_decay);
    Arguments.require(momentum_decay >= 0, "Invalid momentum_decay value: " + momentum_decay);
    this.momentum_decay = momentum_decay;
    this.exp_avg_sq = state("exp_avg_sq", 0);
    this.mu_product = scalars("mu_product", 1);
  }

  @Override
  void advance(long step) {
    super.advance(step);
    double mu = mu(step);
    double next = mu(step + 1);
    float product = (float) (mu_product.getFirst().item() * mu);
    mu_product.forEach(tensor -> tensor.fill(product));
    correction.fill((float) correction(beta2(), step));
    ofGradient.fill((float) (lr() * (1 - mu) / (1 - product)));
    ofMean.fill((float) (lr() * next / (1 - product * next)));
  }

  private double mu(long step) {
    return beta1() * (1 - 0.5 * StrictMath.pow(0.96, step * momentum_decay));
  }

  @Override
  void update(int index, Tensor param, Tensor gradient) {
    Tensor change = change(param, gradient);
    Tensor before = before(param);
    Tensor mean = mean(index, change);
    Tensor square = squares(exp_avg_sq.get(index), change);
    Tensor root = square.div(correction).sqrt().add(eps);
    Tensor ahead = change.mul(ofGradient).add(mean.mul(ofMean));
    param.assign(before.sub(ahead.div(root)));
  }
}
