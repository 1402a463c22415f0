package io.trainyard.script.torch;

import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Tensor;

/** Tensors made to hold elements of another type. */
final class Conversions {

  private Conversions() {}

  /** The same elements as another type; the tensor itself where it has that type. */
  static TensorValue to(TensorValue value, DType dtype) {
    if (value.dtype() == dtype) {
      return value;
    }
    Tensor x = value.tensor();
    return new TensorValue(x.to(dtype), "ToCopyBackward0");
  }

  /** The same elements in memory of their own. */
  static Tensor copy(Tensor x) {
    return x.copy();
  }
}
