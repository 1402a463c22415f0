package io.trainyard.loss;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;

/**
 * Negative log-likelihood of numbers that follow a normal distribution: {@code (log(var) + (input -
 * target)² / var) / 2}, so that a network says how sure it is.
 *
 * <p>PyTorch's loss takes three tensors; a network in a list of layers gives one. There the first
 * half of its last dimension is {@code input}, the means, and the second half the logarithms of
 * {@code var}: those may be any numbers, as {@code log_input} has it in {@link PoissonNLLLoss},
 * while a variance must not be negative. A target of k columns so needs 2k outputs.
 */
@Summary("Negative log-likelihood of numbers; predictions are means, then logarithms of variances.")
public final class GaussianNLLLoss extends Loss {

  private final boolean full;
  private final double eps;

  /**
   * @param full whether to add the term that does not depend on the input, {@code log(2 * pi) / 2}
   * @param eps the smallest variance
   */
  public GaussianNLLLoss(
      @Default("false") boolean full,
      @Default("1e-6") @Bounds(min = 0) double eps,
      @Default("mean") Reduction reduction) {
    super(reduction);
    this.full = full;
    this.eps = eps;
  }

  @Override
  public int outputs(int targets) {
    return Math.multiplyExact(2, targets);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    int outputs = input.dim() == 0 ? 0 : input.size(-1);
    if (target.dim() == 0 || outputs != outputs(target.size(-1))) {
      throw new ShapeException(
          "GaussianNLLLoss expects a mean and a logarithm of a variance for each target: "
              + (target.dim() == 0 ? 2 : outputs(target.size(-1)))
              + " outputs for a target of shape "
              + target.shape()
              + ", got the shape "
              + input.shape());
    }
    Tensor mean = input.narrow(-1, 0, outputs / 2);
    Tensor log_var = input.narrow(-1, outputs / 2, outputs / 2);
    return forward(mean, target, log_var.exp());
  }

  /**
   * Compares means with their targets, as PyTorch does.
   *
   * @param var the variances: of the means' shape, or without their last dimension, or with a size
   *     of 1 in its place; none negative
   * @return a scalar; with {@link Reduction#NONE} one loss for each element
   * @throws ShapeException when the shapes do not belong together
   */
  public Tensor forward(Tensor input, Tensor target, Tensor var) {
    requireSameShape(input, target);
    Tensor shared = fitting(input.shape(), var);
    // At least eps, but the gradient is that of the variance itself.
    Tensor kept = shared.add(shared.detach().clamp(eps, null).sub(shared.detach()));
    Tensor losses = kept.log().add(input.sub(target).pow(2).div(kept)).mul(0.5);
    return reduction().of(full ? losses.add(0.5 * Math.log(2 * Math.PI)) : losses);
  }

  private static Tensor fitting(Shape means, Tensor var) {
    Shape shape = var.shape();
    if (shape.equals(means)) {
      return var;
    }
    if (means.rank() > 0 && shape.equals(means.without(-1))) {
      return var.reshape(means.with(-1, 1));
    }
    boolean fits = shape.rank() == means.rank();
    int differing = 0;
    for (int dim = 0; fits && dim < shape.rank(); dim++) {
      if (shape.size(dim) != means.size(dim)) {
        differing++;
        fits = shape.size(dim) == 1;
      }
    }
    if (!fits || differing != 1) {
      throw new ShapeException(
          "var is of incorrect size: variances of shape "
              + shape
              + " do not belong to means of shape "
              + means);
    }
    return var;
  }
}
