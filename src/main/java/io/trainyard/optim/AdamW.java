package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Adam with the weight decay taken out of the gradient: a parameter shrinks by {@code lr *
 * weight_decay} of itself in each step.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Decoupled Weight Decay Regularization</a>
 */
@Summary("Adam whose weight decay shrinks the weights themselves instead of joining the gradient.")
public final class AdamW extends AdamRule {

  /**
   * @param betas how much is kept of the mean of the gradients and of that of their squares
   * @param eps added to the divisor, against a division by 0
   * @param weight_decay how much of itself a parameter loses in a step, times the learning rate
   * @param amsgrad whether to divide by the largest mean of squares so far
   * @param maximize whether to go up instead of down
   */
  public AdamW(
      @Given List<Tensor> params,
      @Default("1e-3") @Bounds(min = 0) double lr,
      @Default("[0.9, 0.999]") @Bounds(min = 0, max = 1, maxExclusive = true) List<Double> betas,
      @Default("1e-8") @Bounds(min = 0) double eps,
      @Default("1e-2") @Bounds(min = 0) double weight_decay,
      @Default("false") boolean amsgrad,
      @Default("false") boolean maximize) {
    super(params, lr, betas, eps, weight_decay, amsgrad, maximize, true);
  }
}
