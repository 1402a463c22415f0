package io.trainyard.script.torch;

import io.trainyard.script.ErrorKind;
import io.trainyard.script.Position;
import io.trainyard.script.Session;
import io.trainyard.script.TensorValue;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.function.Supplier;

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
   * @param result computes it; it may use the values of before, which nobody else may from then on
   * @return the tensor
   */
  static TensorValue change(
      TensorValue target, Supplier<TensorValue> result, Session session, Position position) {
    requireNoLeaf(target.tensor(), session, position);
    target.tensor().overwriting();
    return put(target, result.get(), session, position);
  }

  private static void requireNoLeaf(Tensor old, Session session, Position position) {
    if (session.isGradEnabled() && old.isLeaf() && old.requiresGrad()) {
      throw ErrorKind.RUNTIME_ERROR.at(
          position, "a leaf Variable that requires grad is being used in an in-place operation.");
    }
  }

  private static TensorValue put(
      TensorValue target, TensorValue result, Session session, Position position) {
    Tensor old = target.tensor();
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
      Tensor.noGrad(() -> old.rewrite(result.tensor().detach()));
    }
    TensorValue.Origin origin = target.origin();
    if (origin != null) {
      // Read before its base counts as changed, from which it would be read anew.
      var part = new TensorValue(target.tensor(), target.dtype(), target.gradFn());
      change(
          origin.base(),
          () -> Subscript.replaced(origin.base(), origin.index(), part, position, session),
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
