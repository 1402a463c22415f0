package io.trainyard.optim;

import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Keeps each element of the gradients between two bounds, as {@code
 * torch.nn.utils.clip_grad_value_}. It belongs between {@code backward()} and the optimizer's step,
 * and can be recorded.
 */
public final class ClipGradValue {

  private final double clip_value;

  /**
   * @param clip_value the upper bound; minus this is the lower one
   */
  public ClipGradValue(double clip_value) {
    Arguments.require(clip_value >= 0, "Invalid clip_value value: " + clip_value);
    this.clip_value = clip_value;
  }

  /** Bounds the gradients; parameters without one are left out. */
  public void apply(List<Tensor> params) {
    Tensor.noGrad(() -> {
      for (Tensor param : params) {
        Tensor gradient = param.grad();
        if (gradient != null) {
          param.grad(gradient.clamp(-clip_value, clip_value));
        }
      }
    });
  }
}
