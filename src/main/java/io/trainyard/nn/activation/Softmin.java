package io.trainyard.nn.activation;

import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** {@link Softmax} of {@code -x}: the smallest gets the largest share. */
@Summary("Softmax of -x: the smallest gets the largest share.")
@Functional(value = "softmin", also = "_stacklevel=3, dtype=None")
@GradFn("SoftmaxBackward0")
public final class Softmin extends Activation {

  private final Softmax softmax;

  /**
   * @param dim the dimension along which the shares add up to 1, negative ones count from the end;
   *     null, as in PyTorch, is 1 for two dimensions or more than three, else 0
   */
  public Softmin(@Nullable Integer dim) {
    this.softmax = new Softmax(dim);
  }

  @Override
  public Tensor forward(Tensor input) {
    return softmax.forward(input.neg());
  }
}
