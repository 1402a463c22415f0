package io.trainyard.nn.activation;

import io.trainyard.nn.Layer;

/** A layer that bends what comes in, most often each element by itself. */
public abstract sealed class Activation extends Layer
    permits CELU,
        ELU,
        GELU,
        GLU,
        Hardshrink,
        Hardsigmoid,
        Hardswish,
        Hardtanh,
        LeakyReLU,
        LogSigmoid,
        LogSoftmax,
        Mish,
        PReLU,
        RReLU,
        ReLU,
        ReLU6,
        SELU,
        SiLU,
        Sigmoid,
        Softmax,
        Softmax2d,
        Softmin,
        Softplus,
        Softshrink,
        Softsign,
        Tanh,
        Tanhshrink,
        Threshold {

  Activation() {}

  Activation(boolean inplace) {
    super(inplace);
  }
}
