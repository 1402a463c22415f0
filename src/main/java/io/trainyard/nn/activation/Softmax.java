package io.trainyard.nn.activation;

import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Shares that add up to 1 along a dimension: {@code exp(x) / sum(exp(x))}. */
@Summary("Turns numbers into shares that add up to 1 along dim.")
@Functional(value = "softmax", also = "_stacklevel=3, dtype=None")
public final class Softmax extends Activation {

  private final @Nullable Integer dim;

  /**
   * @param dim the dimension along which the shares add up to 1, negative ones count from the end;
   *     null, as in PyTorch, is 1 for two dimensions or more than three, else 0
   */
  public Softmax(@Nullable Integer dim) {
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor input) {
    return input.softmax(dim == null ? usualDim(input) : dim);
  }

  /** The dimension that PyTorch takes when none is given. */
  static int usualDim(Tensor input) {
    return input.dim() == 0 || input.dim() == 1 || input.dim() == 3 ? 0 : 1;
  }
}
