package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Adam: steps of about the learning rate's size, whatever the gradient's.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Adam: A Method for Stochastic Optimization</a>
 */
@Summary("Adam: adapts the step of each weight to the mean and the spread of its gradients.")
public final class Adam extends AdamRule {

  /**
   * @param betas how much is kept of the mean of the gradients and of that of their squares
   * @param eps added to the divisor, against a division by 0
   * @param weight_decay this much of a parameter is added to its gradient
   * @param amsgrad whether to divide by the largest mean of squares so far
   * @param maximize whether to go up instead of down
   * @param decoupled_weight_decay whether a parameter shrinks by itself instead, as in {@link
   *     AdamW}
   */
  public Adam(
      @Given List<Tensor> params,
      @Default("1e-3") @Bounds(min = 0) double lr,
      @Default("[0.9, 0.999]") @Bounds(min = 0, max = 1, maxExclusive = true) List<Double> betas,
      @Default("1e-8") @Bounds(min = 0) double eps,
      @Default("0") @Bounds(min = 0) double weight_decay,
      @Default("false") boolean amsgrad,
      @Default("false") boolean maximize,
      @Default("false") boolean decoupled_weight_decay) {
    super(params, lr, betas, eps, weight_decay, amsgrad, maximize, decoupled_weight_decay);
  }
}
