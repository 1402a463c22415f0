package io.trainyard.nn.activation;

import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The logarithm of {@link Softmax}, without overflow. */
@Summary("The logarithm of softmax along dim, the input that NLLLoss wants.")
@Functional(value = "log_softmax", also = "_stacklevel=3, dtype=None")
public final class LogSoftmax extends Activation {

  private final @Nullable Integer dim;

  /**
   * @param dim the dimension along which the shares add up to 1, negative ones count from the end;
   *     null, as in PyTorch, is 1 for two dimensions or more than three, else 0
   */
  public LogSoftmax(@Nullable Integer dim) {
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor input) {
    return input.logSoftmax(dim == null ? Softmax.usualDim(input) : dim);
  }
}
