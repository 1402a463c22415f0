package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Adagrad: each gradient over the root of the sum of all its squares so far.
 *
 * @see <a href="https://jmlr.org/papers/v12/duchi11a.html">Adaptive Subgradient Methods</a>
 */
@Summary("Adagrad: divides each gradient by the root of the sum of its squares so far.")
public final class Adagrad extends Optimizer {

  private final double lr_decay;
  private final double weight_decay;
  private final double eps;
  private final boolean maximize;
  private final List<Tensor> sum;
  private final Tensor rate = Tensor.scalar(0);

  /**
   * @param lr_decay the learning rate of step n is {@code lr / (1 + (n - 1) * lr_decay)}
   * @param weight_decay this much of a parameter is added to its gradient
   * @param initial_accumulator_value what the sum of the squares begins with
   * @param eps added to the divisor, against a division by 0
   * @param maximize whether to go up instead of down
   */
  public Adagrad(
      @Given List<Tensor> params,
      @Default("1e-2") @Bounds(min = 0) double lr,
      @Default("0") @Bounds(min = 0) double lr_decay,
      @Default("0") @Bounds(min = 0) double weight_decay,
      @Default("0") @Bounds(min = 0) double initial_accumulator_value,
      @Default("1e-10") @Bounds(min = 0) double eps,
      @Default("false") boolean maximize) {
    super(params, lr);
    Arguments.require(lr_decay >= 0, "Invalid lr_decay value: " + lr_decay);
    Arguments.require(weight_decay >= 0, "Invalid weight_decay value: " + weight_decay);
    Arguments.require(
        initial_accumulator_value >= 0,
        "Invalid initial_accumulator_value value: " + initial_accumulator_value);
    Arguments.require(eps >= 0, "Invalid epsilon value: " + eps);
    this.lr_decay = lr_decay;
    this.weight_decay = weight_decay;
    this.eps = eps;
    this.maximize = maximize;
    this.sum = state("sum", initial_accumulator_value);
  }

  @Override
  void advance(long step) {
    rate.fill((float) (lr() / (1 + (step - 1) * lr_decay)));
  }

  @Override
  void update(int index, Tensor param, Tensor gradient) {
    Tensor change = maximize ? gradient.neg() : gradient;
    if (weight_decay > 0) {
      change = change.add(param.mul(weight_decay));
    }
    Tensor squares = sum.get(index);
    squares.assign(squares.add(change.mul(change)));
    param.assign(param.sub(change.div(squares.sqrt().add(eps)).mul(rate)));
  }
}
