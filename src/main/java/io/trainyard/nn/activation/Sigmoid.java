package io.trainyard.nn.activation;

import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code 1 / (1 + exp(-x))} for each element. */
@Summary("1 / (1 + exp(-x)) for each element, from 0 to 1.")
@Functional("sigmoid")
public final class Sigmoid extends Activation {

  public Sigmoid() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.sigmoid();
  }
}
