package io.trainyard.nn;

import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code max(0, x)} for each element; its gradient at 0 is 0. */
@Summary("max(0, x) for each element.")
public final class ReLU extends Activation {

  /**
   * @param inplace as in PyTorch, where it saves memory; here memory is reused anyway
   */
  public ReLU(@Default("false") boolean inplace) {}

  @Override
  public Tensor forward(Tensor input) {
    return input.relu();
  }
}
