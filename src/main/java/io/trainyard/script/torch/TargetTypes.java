package io.trainyard.script.torch;

import io.trainyard.loss.Loss;
import io.trainyard.loss.Target;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.DType;
import java.util.List;

/**
 * Tells class numbers, which are whole, from the probabilities of classes, which are not: a loss
 * that takes both goes by the shape of its target and then insists on the type.
 */
public final class TargetTypes {

  private TargetTypes() {}

  /**
   * Lets a target through whose type is what the loss means by its shape.
   *
   * @throws ScriptException in PyTorch's words, and with what to give instead
   */
  public static void require(Loss loss, TensorValue input, TensorValue target, Position position) {
    List<Target> taken = loss.targets();
    if (!taken.contains(Target.CLASSES)) {
      return;
    }
    boolean forEachClass = target.tensor().shape().equals(input.tensor().shape());
    if (!forEachClass && target.dtype() != DType.INT64) {
      throw ErrorKind.RUNTIME_ERROR.at(
          position,
          "expected target dtype to be Long or Byte, but got "
              + target.dtype().scalarWord()
              + "; class numbers are whole numbers: give target.long()");
    }
    if (forEachClass && taken.contains(Target.PROBABILITIES) && !target.dtype().isFloatingPoint()) {
      throw ErrorKind.RUNTIME_ERROR.at(
          position,
          "Expected floating point type for target with class probabilities, got "
              + target.dtype().scalarWord()
              + "; instead of one-hot rows give the class numbers, target.argmax(dim=1), or the"
              + " rows as probabilities, target.float()");
    }
  }
}
