package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x * sigmoid(x)} for each element, also called swish. */
@Summary("x * sigmoid(x) for each element, also called swish.")
@Functional("silu")
@GradFn("SiluBackward0")
@ExtraRepr("[inplace={inplace}]")
public final class SiLU extends Activation {

  /**
   * @param inplace whether the output takes the place of the input
   */
  public SiLU(@Default("false") boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    return input.mul(input.sigmoid());
  }
}
