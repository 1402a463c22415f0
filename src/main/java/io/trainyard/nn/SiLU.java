package io.trainyard.nn;

import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x * sigmoid(x)} for each element, also called swish. */
@Summary("x * sigmoid(x) for each element, also called swish.")
public final class SiLU extends Activation {

  /**
   * @param inplace as in PyTorch, where it saves memory; here memory is reused anyway
   */
  public SiLU(@Default("false") boolean inplace) {}

  @Override
  public Tensor forward(Tensor input) {
    return input.mul(input.sigmoid());
  }
}
