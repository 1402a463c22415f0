package io.trainyard.nn.activation;

import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x / (1 + |x|)} for each element. */
@Summary("x / (1 + |x|) for each element.")
@Functional("softsign")
@GradFn("DivBackward0")
public final class Softsign extends Activation {

  public Softsign() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.div(input.abs().add(1));
  }
}
