package io.trainyard.nn;

/** A layer that learns nothing and only bends what comes in; its output has the input's shape. */
public abstract sealed class Activation extends Layer
    permits ELU, GELU, LeakyReLU, LogSoftmax, ReLU, SiLU, Sigmoid, Softmax, Tanh {

  Activation() {}
}
