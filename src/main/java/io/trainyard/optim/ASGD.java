package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Averaged stochastic gradient descent. The step falls with the steps made, {@code lr / (1 + lambd
 * * lr * step)^alpha}; from step {@code t0} on the mean of the parameters is kept beside them, as
 * {@code ax} in the {@link #state}.
 *
 * @see <a href="https://doi.org/10.1137/0330046">Acceleration of stochastic approximation by
 *     averaging</a>
 */
@Summary("Stochastic gradient descent with falling steps and a mean of the weights.")
public final class ASGD extends Optimizer {

  private final double lambd;
  private final double alpha;
  private final double t0;
  private final double weight_decay;
  private final boolean maximize;
  private final List<Tensor> eta;
  private final List<Tensor> mu;
  private final List<Tensor> ax;
  private final Tensor rate = Tensor.scalar(0);
  private final Tensor kept = Tensor.scalar(0);
  private final Tensor share = Tensor.scalar(0);

  /**
   * @param lr the first step; a schedule's changes take effect one step late, as PyTorch's do
   * @param lambd how much of itself a parameter loses in a step, times the step's size
   * @param alpha the power by which steps fall
   * @param t0 the step from which on parameters are averaged
   * @param weight_decay this much of a parameter is added to its gradient
   * @param maximize whether to go up instead of down
   */
  public ASGD(
      @Given List<Tensor> params,
      @Default("1e-2") @Bounds(min = 0) double lr,
      @Default("1e-4") double lambd,
      @Default("0.75") double alpha,
      @Default("1e6") double t0,
      @Default("0") @Bounds(min = 0) double weight_decay,
      @Default("false") boolean maximize) {
    super(params, lr);
    Arguments.require(weight_decay >= 0, "Invalid weight_decay value: " + weight_decay);
    this.lambd = lambd;
    this.alpha = alpha;
    this.t0 = t0;
    this.weight_decay = weight_decay;
    this.maximize = maximize;
    this.eta = scalars("eta", lr);
    this.mu = scalars("mu", 1);
    this.ax = state("ax", 0);
  }

  @Override
  void advance(long step) {
    float used = eta.getFirst().item();
    rate.fill(used);
    kept.fill((float) (1 - lambd * used));
    share.fill(mu.getFirst().item());
    float next = (float) (lr() / StrictMath.pow(1 + lambd * lr() * step, alpha));
    float nextShare = (float) (1 / Math.max(1, step - t0));
    eta.forEach(tensor -> tensor.fill(next));
    mu.forEach(tensor -> tensor.fill(nextShare));
  }

  @Override
  void update(int index, Tensor param, Tensor gradient) {
    Tensor change = maximize ? gradient.neg() : gradient;
    if (weight_decay > 0) {
      change = change.add(param.mul(weight_decay));
    }
    param.assign(param.mul(kept).sub(change.mul(rate)));
    Tensor mean = ax.get(index);
    mean.assign(mean.add(param.sub(mean).mul(share)));
  }
}
