package io.trainyard.nn;

import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x - tanh(x)} for each element. */
@Summary("x - tanh(x) for each element.")
public final class Tanhshrink extends Activation {

  public Tanhshrink() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.sub(input.tanh());
  }
}
