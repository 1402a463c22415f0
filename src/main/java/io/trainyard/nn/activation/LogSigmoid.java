package io.trainyard.nn.activation;

import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code log(1 / (1 + exp(-x)))} for each element, without overflow. */
@Summary("The logarithm of Sigmoid.")
@Functional("logsigmoid")
public final class LogSigmoid extends Activation {

  public LogSigmoid() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.logSigmoid();
  }
}
