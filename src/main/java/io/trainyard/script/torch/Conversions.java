package io.trainyard.script.torch;

import io.trainyard.script.value.DType;
import io.trainyard.script.value.TensorValue;
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
    return switch (dtype) {
      case BOOL -> new TensorValue(Operators.truth(x), dtype);
      case INT64 ->
          new TensorValue(value.dtype() == DType.FLOAT32 ? x.detach().trunc() : copy(x), dtype);
      case FLOAT32 -> new TensorValue(copy(x), dtype, "ToCopyBackward0");
    };
  }

  /** The same elements in memory of their own. */
  static Tensor copy(Tensor x) {
    return x.mul(1);
  }
}
