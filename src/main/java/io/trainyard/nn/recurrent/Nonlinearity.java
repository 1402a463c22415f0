package io.trainyard.nn.recurrent;

import io.trainyard.tensor.Tensor;

/** What bends the sums of an {@link RNN}. */
public enum Nonlinearity {
  TANH,
  RELU;

  Tensor of(Tensor sums) {
    return this == TANH ? sums.tanh() : sums.relu();
  }
}
