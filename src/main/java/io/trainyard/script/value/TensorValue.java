package io.trainyard.script.value;

import io.trainyard.tensor.MutableTensor;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A tensor as a text knows it: names and attributes refer to this object. */
public final class TensorValue extends MutableTensor {

  private boolean parameter;

  /**
   * A tensor that an operation made.
   *
   * @param gradFn PyTorch's name for the operation, where the engine's parts are called otherwise
   */
  public TensorValue(Tensor tensor, @Nullable String gradFn) {
    super(tensor, gradFn);
  }

  /** What a tensor already is to a text; else it goes by the engine's name of what made it. */
  public static TensorValue of(Tensor tensor) {
    return tensor.name() instanceof TensorValue known ? known : new TensorValue(tensor, null);
  }

  /** A tensor that a module learns when it gets it as an attribute. */
  public static TensorValue parameter(Tensor tensor) {
    TensorValue value = of(tensor);
    value.parameter = true;
    return value;
  }

  public boolean isParameter() {
    return parameter;
  }

  @Override
  public String toString() {
    return "a tensor";
  }
}
