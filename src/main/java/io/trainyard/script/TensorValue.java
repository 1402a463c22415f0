package io.trainyard.script;

import io.trainyard.tensor.Tensor;

/**
 * A tensor as a text knows it. Names and attributes refer to this object, so an in-place operation
 * puts another tensor into it, or other values into the tensor.
 */
public final class TensorValue {

  private Tensor tensor;
  private final DType dtype;

  public TensorValue(Tensor tensor, DType dtype) {
    this.tensor = tensor;
    this.dtype = dtype;
  }

  /** A tensor of floats. */
  public static TensorValue of(Tensor tensor) {
    return new TensorValue(tensor, DType.FLOAT32);
  }

  public Tensor tensor() {
    return tensor;
  }

  /** Lets every name of this value mean another tensor from now on. */
  public void rebind(Tensor other) {
    tensor = other;
  }

  public DType dtype() {
    return dtype;
  }
}
