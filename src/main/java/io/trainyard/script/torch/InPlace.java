package io.trainyard.script.torch;

import io.trainyard.script.ErrorKind;
import io.trainyard.script.Position;
import io.trainyard.script.Session;
import io.trainyard.script.TensorValue;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;

/**
 * How a tensor takes new values. Where a gradient has to flow, all names of the value mean the new
 * tensor from then on; elsewhere the memory itself is overwritten, so that parameters, gradients
 * and whatever shares that memory change with it.
 */
final class InPlace {

  private InPlace() {}

  /**
   * Puts a result into a tensor.
   *
   * @return the tensor
   */
  static TensorValue put(
      TensorValue target, TensorValue result, Session session, Position position) {
    Tensor old = target.tensor();
    if (session.isGradEnabled() && old.isLeaf() && old.requiresGrad()) {
      throw ErrorKind.RUNTIME_ERROR.at(
          position, "a leaf Variable that requires grad is being used in an in-place operation.");
    }
    if (result.dtype().compareTo(target.dtype()) > 0) {
      throw ErrorKind.RUNTIME_ERROR.at(
          position,
          "result type "
              + word(result)
              + " can't be cast to the desired output type "
              + word(target));
    }
    Shape shape = result.tensor().shape();
    if (!shape.equals(old.shape())) {
      if (!old.shape().broadcast(shape).equals(old.shape())) {
        throw ErrorKind.SHAPE_ERROR.at(
            position,
            "output with shape " + old.shape() + " doesn't match the broadcast shape " + shape);
      }
      return put(
          target,
          new TensorValue(result.tensor().expand(old.shape()), result.dtype(), result.gradFn()),
          session,
          position);
    }
    if (session.isGradEnabled() && (result.tensor().requiresGrad() || old.requiresGrad())) {
      target.rebind(result.tensor(), result.gradFn());
    } else {
      Tensor.noGrad(() -> old.assign(result.tensor().detach()));
    }
    TensorValue.Origin origin = target.origin();
    if (origin != null) {
      put(
          origin.base(),
          Subscript.replaced(origin.base(), origin.index(), target, position, session),
          session,
          position);
    }
    return target;
  }

  /** PyTorch's word for the type of a tensor: {@code Long}. */
  static String word(TensorValue value) {
    return switch (value.dtype()) {
      case BOOL -> "Bool";
      case INT64 -> "Long";
      case FLOAT32 -> "Float";
    };
  }
}
