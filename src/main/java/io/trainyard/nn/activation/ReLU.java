package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code max(0, x)} for each element; its gradient at 0 is 0. */
@Summary("max(0, x) for each element.")
@Functional(value = "relu", changing = true)
@GradFn("ReluBackward0")
@ExtraRepr("[inplace={inplace}]")
public final class ReLU extends Activation {

  /**
   * @param inplace whether the output takes the place of the input
   */
  public ReLU(@Default("false") boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    return input.relu();
  }
}
