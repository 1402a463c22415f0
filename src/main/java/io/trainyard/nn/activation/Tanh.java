package io.trainyard.nn.activation;

import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** The hyperbolic tangent of each element. */
@Summary("The hyperbolic tangent of each element, from -1 to 1.")
@Functional("tanh")
public final class Tanh extends Activation {

  public Tanh() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.tanh();
  }
}
