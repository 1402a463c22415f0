package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.Objects;
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
    requireNoPartOfLeaf(target, session, position);
    target.tensor().overwriting();
    return put(target, result.get(), session, position);
  }

  /** Elements that are shown of a leaf are a tensor of their own, which does not know of it. */
  private static void requireNoPartOfLeaf(TensorValue target, Session session, Position position) {
    TensorValue whole = target;
    while (whole.origin() != null) {
      whole = Objects.requireNonNull(whole.origin()).base();
    }
    Tensor leaf = whole.tensor();
    if (whole != target && session.isGradEnabled() && leaf.isLeaf() && leaf.requiresGrad()) {
      throw ErrorKind.RUNTIME_ERROR.at(
          position,
          "a view of a leaf Variable that requires grad is being used in an in-place operation.");
    }
  }

  /**
   * Puts a result into a tensor whose values have already been given up for it.
   *
   * @return the tensor
   */
  static TensorValue replace(
      TensorValue target, TensorValue result, Session session, Position position) {
    requireNoPartOfLeaf(target, session, position);
    return put(target, result, session, position);
  }

  private static TensorValue put(
      TensorValue target, TensorValue given, Session session, Position position) {
    Tensor old = target.tensor();
    if (given.dtype().compareTo(target.dtype()) > 0) {
      throw ErrorKind.RUNTIME_ERROR.at(
          position,
          "result type "
              + given.dtype().scalarWord()
              + " can't be cast to the desired output type "
              + target.dtype().scalarWord());
    }
    var result = new TensorValue(given.tensor().to(target.dtype()), given.gradFn());
    Shape shape = result.tensor().shape();
    if (!shape.equals(old.shape())) {
      if (!old.shape().broadcast(shape).equals(old.shape())) {
        throw ErrorKind.SHAPE_ERROR.at(
            position,
            "output with shape " + old.shape() + " doesn't match the broadcast shape " + shape);
      }
      return put(
          target,
          new TensorValue(result.tensor().expand(old.shape()), result.gradFn()),
          session,
          position);
    }
    if (session.isGradEnabled() && (result.tensor().requiresGrad() || old.requiresGrad())) {
      result.tensor().takingThePlaceOf(old, result.gradFn());
      target.rebind(result.tensor(), result.gradFn());
    } else {
      Tensor.noGrad(() -> old.rewrite(result.tensor().detach()));
    }
    TensorValue.Origin origin = target.origin();
    if (origin != null) {
      // Read before its base counts as changed, from which it would be read anew.
      var part = new TensorValue(target.tensor(), target.gradFn());
      Tensor whole = origin.base().tensor();
      if (!whole.sharesMemoryWith(old)) {
        whole.overwriting();
      }
      put(origin.base(), origin.changed().apply(part), session, position);
    }
    return target;
  }
}
