package io.trainyard.optim;

import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * What the relatives of Adam share: two betas, a decaying mean of the gradients, and a weight decay
 * that either joins the gradient or shrinks the parameters themselves.
 */
abstract sealed class BetaRule extends Optimizer permits AdamRule, Adamax, NAdam, RAdam {

  final double eps;
  private final double beta2;
  private final double weight_decay;
  private final boolean maximize;
  private final boolean decoupled_weight_decay;
  private final List<Tensor> exp_avg;
  private double beta1;
  private final Tensor taken = Tensor.scalar(0);
  private final Tensor takenOfSquare;
  private final Tensor shrink = Tensor.scalar(0);

  BetaRule(
      List<Tensor> params,
      double lr,
      List<Double> betas,
      double eps,
      double weight_decay,
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
    this.takenOfSquare = Tensor.scalar((float) (1 - beta2));
    this.exp_avg = state("exp_avg", 0);
  }

  @Override
  void advance(long step) {
    taken.fill((float) (1 - beta1));
    shrink.fill((float) (1 - lr() * weight_decay));
  }

  final double beta1() {
    return beta1;
  }

  final double beta2() {
    return beta2;
  }

  /** What a mean that began at 0 has to be divided by after so many steps. */
  static double correction(double beta, long steps) {
    return 1 - Power.of(beta, steps);
  }

  /** The gradient to follow. */
  final Tensor change(Tensor param, Tensor gradient) {
    Tensor change = maximize ? gradient.neg() : gradient;
    return weight_decay > 0 && !decoupled_weight_decay
        ? change.add(param.mul(weight_decay))
        : change;
  }

  /** What the parameter is before its step. */
  final Tensor before(Tensor param) {
    return weight_decay > 0 && decoupled_weight_decay ? param.mul(shrink) : param;
  }

  /** Takes a gradient into the mean of a parameter. */
  final Tensor mean(int index, Tensor change) {
    Tensor mean = exp_avg.get(index);
    mean.assign(mean.lerp(change, taken));
    return mean;
  }

  /** Takes the squares of a gradient into their mean. */
  final Tensor squares(Tensor mean, Tensor change) {
    mean.assign(mean.mul(beta2).addcmul(change, change, takenOfSquare));
    return mean;
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
