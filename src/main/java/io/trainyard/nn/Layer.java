package io.trainyard.nn;

/**
 * A module that a request can name. A new one is a class with one public constructor, whose
 * annotated parameters are its arguments, and its name in the list below or in that of {@link
 * Activation}.
 */
public abstract sealed class Layer extends Module permits Activation, Dropout, Flatten, Linear {

  Layer() {}
}
