package io.trainyard.script.torch;

import io.trainyard.script.value.TensorValue;
import java.util.function.Supplier;

/** How a tensor takes the values that a function makes of those of before. */
final class InPlace {

  private InPlace() {}

  /**
   * Puts a result into a tensor.
   *
   * @param result computes it; it may use the values of before, which nobody else may from then on
   * @return the tensor
   */
  static TensorValue change(TensorValue target, Supplier<TensorValue> result) {
    target.giveUp();
    TensorValue made = result.get();
    target.put(made.tensor(), made.gradFn());
    return target;
  }
}
