package io.trainyard.nn.activation;

import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x - tanh(x)} for each element. */
@Summary("x - tanh(x) for each element.")
@Functional("tanhshrink")
@GradFn("SubBackward0")
public final class Tanhshrink extends Activation {

  public Tanhshrink() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.sub(input.tanh());
  }
}
