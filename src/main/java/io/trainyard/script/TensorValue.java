package io.trainyard.script;

import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as a text knows it. Names and attributes refer to this object, so an in-place operation
 * puts another tensor into it, or other values into the tensor.
 */
public final class TensorValue {

  private Tensor tensor;
  private final DType dtype;
  private @Nullable String gradFn;
  private boolean parameter;

  public TensorValue(Tensor tensor, DType dtype) {
    this(tensor, dtype, null);
  }

  /**
   * A tensor that an operation made.
   *
   * @param gradFn PyTorch's name for the operation, where the engine's parts are called otherwise
   */
  public TensorValue(Tensor tensor, DType dtype, @Nullable String gradFn) {
    this.tensor = tensor;
    this.dtype = dtype;
    this.gradFn = gradFn;
  }

  /** A tensor of floats. */
  public static TensorValue of(Tensor tensor) {
    return new TensorValue(tensor, DType.FLOAT32);
  }

  /** A tensor of floats that a module learns when it gets it as an attribute. */
  public static TensorValue parameter(Tensor tensor) {
    TensorValue value = of(tensor);
    value.parameter = true;
    return value;
  }

  public boolean isParameter() {
    return parameter;
  }

  public Tensor tensor() {
    return tensor;
  }

  /** Lets every name of this value mean another tensor from now on. */
  public void rebind(Tensor other, @Nullable String otherGradFn) {
    tensor = other;
    gradFn = otherGradFn;
  }

  /** PyTorch's name of what made it: {@code MulBackward0}; null for a leaf. */
  public @Nullable String gradFn() {
    return tensor.isLeaf() || gradFn == null ? tensor.gradFn() : gradFn;
  }

  public DType dtype() {
    return dtype;
  }
}
