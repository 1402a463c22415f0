package io.trainyard.script.value;

import io.trainyard.tensor.DType;
import io.trainyard.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as a text knows it. Names and attributes refer to this object, so an in-place operation
 * puts another tensor into it, or other values into the tensor.
 */
public final class TensorValue {

  private Tensor tensor;
  private @Nullable String gradFn;
  private @Nullable Origin origin;
  private @Nullable Tensor seen;
  private int seenVersion;
  private boolean parameter;

  /**
   * A tensor that an operation made.
   *
   * @param gradFn PyTorch's name for the operation, where the engine's parts are called otherwise
   */
  public TensorValue(Tensor tensor, @Nullable String gradFn) {
    this.tensor = tensor;
    this.gradFn = gradFn;
  }

  /** A tensor that goes by the engine's name of what made it. */
  public static TensorValue of(Tensor tensor) {
    return new TensorValue(tensor, null);
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

  /**
   * Whose elements a tensor shows: {@code x} for {@code x[0]} and {@code x.t()}.
   *
   * @param shown reads them
   * @param changed what the base is when it holds others in their place
   * @param inOrder whether all elements are shown, in the order in which they lie
   * @param kept the values that the functions keep besides
   */
  public record Origin(
      TensorValue base,
      Supplier<TensorValue> shown,
      UnaryOperator<TensorValue> changed,
      boolean inOrder,
      Collection<Object> kept) {}

  /** Says whose elements this shows: it changes with them, and they with it. */
  public TensorValue showing(Origin origin) {
    this.origin = origin;
    seen = origin.base().tensor();
    seenVersion = seen.version();
    return this;
  }

  /** Whose elements this shows; null when they are its own. */
  public @Nullable Origin origin() {
    return origin;
  }

  /** The tensors that it keeps alive itself, without a look at whose elements it shows. */
  public List<Tensor> kept() {
    return seen == null ? List.of(tensor) : List.of(tensor, seen);
  }

  public Tensor tensor() {
    if (origin != null) {
      Tensor base = origin.base().tensor();
      if (base != seen || base.version() != seenVersion) {
        seen = base;
        seenVersion = base.version();
        TensorValue shown = origin.shown().get();
        rebind(shown.tensor, shown.gradFn);
      }
    }
    return tensor;
  }

  /** Lets every name of this value mean another tensor from now on. */
  public void rebind(Tensor other, @Nullable String otherGradFn) {
    tensor = other;
    gradFn = otherGradFn;
  }

  /** PyTorch's name of what made it: {@code MulBackward0}; null for a leaf. */
  public @Nullable String gradFn() {
    Tensor tensor = tensor();
    return tensor.isLeaf() || gradFn == null ? tensor.gradFn() : gradFn;
  }

  public DType dtype() {
    return tensor.dtype();
  }

  @Override
  public String toString() {
    return "a tensor";
  }
}
