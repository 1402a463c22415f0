package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Adadelta: each gradient over the root of the mean of its squares, times that of the changes so
 * far, so that a change has the unit of its parameter.
 *
 * @see <a href="https://arxiv.org/abs/1212.5701">ADADELTA: An Adaptive Learning Rate Method</a>
 */
@Summary("Adadelta: steps as large as those before, by the size of the gradients.")
public final class Adadelta extends Optimizer {

  private final double rho;
  private final double eps;
  private final double weight_decay;
  private final boolean maximize;
  private final List<Tensor> square_avg;
  private final List<Tensor> acc_delta;
  private final Tensor rate = Tensor.scalar(0);

  /**
   * @param lr what a change is multiplied by
   * @param rho how much is kept of both means
   * @param eps added to both means, against a division by 0 and for a beginning
   * @param weight_decay this much of a parameter is added to its gradient
   * @param maximize whether to go up instead of down
   */
  public Adadelta(
      @Given List<Tensor> params,
      @Default("1.0") @Bounds(min = 0) double lr,
      @Default("0.9") @Bounds(min = 0, max = 1) double rho,
      @Default("1e-6") @Bounds(min = 0) double eps,
      @Default("0") @Bounds(min = 0) double weight_decay,
      @Default("false") boolean maximize) {
    super(params, lr);
    Arguments.require(rho >= 0 && rho <= 1, "Invalid rho value: " + rho);
    Arguments.require(eps >= 0, "Invalid epsilon value: " + eps);
    Arguments.require(weight_decay >= 0, "Invalid weight_decay value: " + weight_decay);
    this.rho = rho;
    this.eps = eps;
    this.weight_decay = weight_decay;
    this.maximize = maximize;
    this.square_avg = state("square_avg", 0);
    this.acc_delta = state("acc_delta", 0);
  }

  @Override
  void advance(long step) {
    rate.fill((float) lr());
  }

  @Override
  void update(int index, Tensor param, Tensor gradient) {
    Tensor change = maximize ? gradient.neg() : gradient;
    if (weight_decay > 0) {
      change = change.add(param.mul(weight_decay));
    }
    Tensor square = square_avg.get(index);
    average(square, change);
    Tensor deltas = acc_delta.get(index);
    Tensor delta = deltas.add(eps).sqrt().div(square.add(eps).sqrt()).mul(change);
    average(deltas, delta);
    param.assign(param.sub(delta.mul(rate)));
  }

  private void average(Tensor mean, Tensor next) {
    mean.assign(mean.mul(rho).add(next.mul(next).mul(1 - rho)));
  }
}
