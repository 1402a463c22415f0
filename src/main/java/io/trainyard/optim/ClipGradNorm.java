package io.trainyard.optim;

import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Shortens the gradients of all parameters together when their norm is too large, as {@code
 * torch.nn.utils.clip_grad_norm_}: each is multiplied by {@code min(1, max_norm / (norm + 1e-6))}.
 * It belongs between {@code backward()} and the optimizer's step, and can be recorded.
 */
public final class ClipGradNorm {

  private final double max_norm;
  private final double norm_type;

  /**
   * @param max_norm the norm that the gradients may have
   * @param norm_type the order of the norm, more than 0: 2 for the root of the sum of the squares,
   *     infinity for the largest amount
   */
  public ClipGradNorm(double max_norm, double norm_type) {
    Arguments.require(max_norm >= 0, "Invalid max_norm value: " + max_norm);
    Arguments.require(norm_type > 0, "Invalid norm_type value: " + norm_type);
    this.max_norm = max_norm;
    this.norm_type = norm_type;
  }

  /**
   * Shortens the gradients; parameters without one are left out.
   *
   * @return the norm that they had before, a scalar
   */
  public Tensor apply(List<Tensor> params) {
    return Tensor.noGrad(() -> {
      Tensor norm = norm(params);
      Tensor factor = Tensor.scalar((float) max_norm).div(norm.add(1e-6)).clamp(null, 1.0);
      for (Tensor param : params) {
        Tensor gradient = param.grad();
        if (gradient != null) {
          // A new tensor: two parameters may share the one they have.
          param.grad(gradient.mul(factor));
        }
      }
      return norm;
    });
  }

  private Tensor norm(List<Tensor> params) {
    List<Tensor> parts = new ArrayList<>();
    for (Tensor param : params) {
      Tensor gradient = param.grad();
      if (gradient != null) {
        parts.add(part(gradient).reshape(Shape.of(1)));
      }
    }
    if (parts.isEmpty()) {
      return Tensor.scalar(0);
    }
    Tensor all = Arrangement.cat(parts, 0);
    if (isLargest()) {
      return all.amax(0, false);
    }
    return norm_type == 2 ? all.sum().sqrt() : all.sum().pow(1 / norm_type);
  }

  /** What one gradient adds to the norm. */
  private Tensor part(Tensor gradient) {
    if (isLargest()) {
      return gradient.abs().flatten(0, -1).amax(0, false);
    }
    return (norm_type == 2 ? gradient.pow(2) : gradient.abs().pow(norm_type)).sum();
  }

  private boolean isLargest() {
    return Double.isInfinite(norm_type);
  }
}
