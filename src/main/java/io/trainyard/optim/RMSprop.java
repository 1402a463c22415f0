package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * RMSprop: each gradient over the root of the decaying mean of its squares.
 *
 * @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Hinton's
 *     lecture 6</a>
 * @see <a href="https://arxiv.org/abs/1308.0850">the centered form, by Graves</a>
 */
@Summary("RMSprop: divides each gradient by the root of the mean of its squares.")
public final class RMSprop extends Optimizer {

  private final double alpha;
  private final double eps;
  private final double weight_decay;
  private final boolean maximize;
  private final List<Tensor> square_avg;
  private final List<Tensor> grad_avg;
  private double momentum;
  private List<Tensor> momentum_buffer = List.of();
  private final Tensor rate = Tensor.scalar(0);
  private final Tensor kept = Tensor.scalar(0);

  /**
   * @param alpha how much is kept of the mean of the squares
   * @param eps added to the divisor, against a division by 0
   * @param weight_decay this much of a parameter is added to its gradient
   * @param momentum share of the buffer of earlier changes that is kept; 0 keeps no buffer
   * @param centered whether to divide by the gradients' deviation from their mean instead
   * @param maximize whether to go up instead of down
   */
  public RMSprop(
      @Given List<Tensor> params,
      @Default("1e-2") @Bounds(min = 0) double lr,
      @Default("0.99") @Bounds(min = 0) double alpha,
      @Default("1e-8") @Bounds(min = 0) double eps,
      @Default("0") @Bounds(min = 0) double weight_decay,
      @Default("0") @Bounds(min = 0) double momentum,
      @Default("false") boolean centered,
      @Default("false") boolean maximize) {
    super(params, lr);
    Arguments.require(alpha >= 0, "Invalid alpha value: " + alpha);
    Arguments.require(eps >= 0, "Invalid epsilon value: " + eps);
    Arguments.require(weight_decay >= 0, "Invalid weight_decay value: " + weight_decay);
    Arguments.require(momentum >= 0, "Invalid momentum value: " + momentum);
    this.alpha = alpha;
    this.eps = eps;
    this.weight_decay = weight_decay;
    this.momentum = momentum;
    this.maximize = maximize;
    this.square_avg = state("square_avg", 0);
    this.grad_avg = centered ? state("grad_avg", 0) : List.of();
    if (momentum > 0) {
      momentum_buffer = state("momentum_buffer", 0);
    }
  }

  @Override
  void advance(long step) {
    rate.fill((float) lr());
    kept.fill((float) momentum);
  }

  @Override
  void update(int index, Tensor param, Tensor gradient) {
    Tensor change = maximize ? gradient.neg() : gradient;
    if (weight_decay > 0) {
      change = change.add(param.mul(weight_decay));
    }
    Tensor square = square_avg.get(index);
    square.assign(square.mul(alpha).add(change.mul(change).mul(1 - alpha)));
    Tensor spread = square;
    if (!grad_avg.isEmpty()) {
      Tensor mean = grad_avg.get(index);
      mean.assign(mean.add(change.sub(mean).mul(1 - alpha)));
      spread = square.sub(mean.mul(mean));
    }
    change = change.div(spread.sqrt().add(eps));
    if (!momentum_buffer.isEmpty()) {
      Tensor buffer = momentum_buffer.get(index);
      buffer.assign(buffer.mul(kept).add(change));
      change = buffer;
    }
    param.assign(param.sub(change.mul(rate)));
  }

  @Override
  public boolean hasMomentum() {
    return true;
  }

  @Override
  public double momentum() {
    return momentum;
  }

  @Override
  public void momentum(double momentum) {
    this.momentum = momentum;
    if (momentum_buffer.isEmpty()) {
      momentum_buffer = state("momentum_buffer", 0);
    }
  }
}
