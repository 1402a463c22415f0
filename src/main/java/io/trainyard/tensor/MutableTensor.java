package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as names know it that stay while it is changed in place: an operation puts other values
 * into it, or another tensor where a gradient has to flow through the change.
 *
 * <p>What was made by showing the elements of another (transposed, in another shape, in part) is a
 * view: it is read anew after the other has changed, and a change of it goes to the other.
 */
public class MutableTensor {

  /** Whose elements a tensor shows, and where they lie there. */
  record Window(MutableTensor base, Lattice lattice, boolean isDetached) {}

  private Tensor tensor;
  private @Nullable String gradFn;
  private @Nullable Window window;
  private @Nullable Tensor seen;
  private int seenVersion;
  private @Nullable Object seenIn;
  private final boolean isWithoutGrad;
  private int place = -1;

  /**
   * A tensor that an operation made.
   *
   * @param gradFn PyTorch's name for the operation, where the engine's parts are called otherwise
   */
  protected MutableTensor(Tensor tensor, @Nullable String gradFn) {
    this.tensor = tensor;
    this.gradFn = gradFn;
    isWithoutGrad = !Execution.isGradEnabled();
    window = tensor.window();
    if (window == null) {
      tensor.named(this);
    } else {
      look(window);
    }
  }

  /** The tensor as it is now. */
  public Tensor tensor() {
    Window window = this.window;
    if (window != null) {
      Tensor base = window.base.tensor();
      if (base != seen || base.version() != seenVersion || isOfAnotherRecording()) {
        if (place >= 0 && base.requiresGrad() && Execution.isGradEnabled() && !isWithoutGrad) {
          throw several("its base or another view of its base has been");
        }
        look(window);
        boolean isPlain = isWithoutGrad || window.isDetached;
        Tensor shown =
            isPlain
                ? Tensor.noGrad(() -> window.lattice.read(base)).detach()
                : Execution.withGrad(() -> window.lattice.read(base));
        gradFn = isPlain ? null : "AsStridedBackward0";
        tensor = shown;
      }
    }
    return tensor;
  }

  private void look(Window at) {
    seen = at.base.tensor();
    seenVersion = seen.version();
    seenIn = Execution.recording();
  }

  /** A recording is repeated, and may change the base each time, so it reads the view itself. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isOfAnotherRecording() {
    Object now = Execution.recording();
    return now != null && now != seenIn;
  }

  /** PyTorch's name of what made it: {@code MulBackward0}; null for a leaf. */
  public @Nullable String gradFn() {
    Tensor now = tensor();
    return now.isLeaf() || gradFn == null ? now.gradFn() : gradFn;
  }

  public DType dtype() {
    return tensor.dtype();
  }

  /** Where the elements of it lie. */
  Window window() {
    return window == null ? new Window(this, Lattice.whole(tensor.shape()), false) : window;
  }

  /** Whose elements this shows; null when they are its own. */
  public @Nullable MutableTensor base() {
    return window == null ? null : window.base;
  }

  /** Whether both are the same names of the same tensor. */
  @SuppressWarnings("ReferenceEquality")
  boolean is(@Nullable MutableTensor other) {
    return this == other;
  }

  /** Whether its elements lie row by row in memory, as PyTorch keeps them. */
  public boolean isContiguous() {
    return window == null || window.lattice.isContiguous();
  }

  /** Says that a function made it beside other views, which PyTorch does not let change. */
  public void oneOfSeveral(int number) {
    place = number;
  }

  /** The tensors that it keeps alive itself. */
  public List<Tensor> kept() {
    List<Tensor> kept = new ArrayList<>(List.of(tensor));
    if (seen != null) {
      kept.add(seen);
    }
    return kept;
  }

  /** Lets every name of this mean another tensor from now on, in whatever shape. */
  public void rebind(Tensor other, @Nullable String otherGradFn) {
    Window shown = other.window();
    if (window != null) {
      window = shown;
    }
    take(other, otherGradFn);
  }

  private void take(Tensor other, @Nullable String otherGradFn) {
    tensor.unnamed(this);
    tensor = other;
    gradFn = otherGradFn;
    if (window == null) {
      other.named(this);
    } else {
      look(window);
    }
  }

  /** Keeps up with a gradient that was added to. */
  void accumulated(Tensor sum) {
    take(sum, null);
  }

  /**
   * Says that the values make room for others; {@link #put} has to follow. What is computed from
   * them by then may still have them.
   *
   * @throws IllegalStateException when PyTorch does not allow a change here
   */
  public void giveUp() {
    requireChangeable();
    own();
    tensor().overwriting();
    if (window != null) {
      seenVersion = window.base.tensor().version();
    }
  }

  /**
   * Checks what {@link #giveUp} checks.
   *
   * @throws IllegalStateException when PyTorch does not allow a change here
   */
  public void requireChangeable() {
    if (window == null) {
      return;
    }
    if (window.lattice.overlaps()) {
      throw new IllegalStateException(
          "unsupported operation: more than one element of the written-to tensor refers to a single"
              + " memory location. Please clone() the tensor before performing the operation.");
    }
    Tensor whole = window.base.tensor();
    if (window.isDetached || !Execution.isGradEnabled() || !whole.requiresGrad()) {
      return;
    }
    if (isWithoutGrad) {
      throw new IllegalStateException(
          "A view was created in no_grad mode and is being modified inplace with grad mode enabled."
              + " Given that this use case is ambiguous and error-prone, it is forbidden. You can"
              + " clarify your code by moving both the view and the inplace either both inside the"
              + " no_grad block (if you don't want the inplace to be tracked) or both outside (if"
              + " you want the inplace to be tracked).");
    }
    if (place >= 0) {
      throw several("is being");
    }
    if (whole.isLeaf()) {
      throw new IllegalStateException(
          "a view of a leaf Variable that requires grad is being used in an in-place operation.");
    }
  }

  private IllegalStateException several(String what) {
    String maker = gradFn == null ? tensor.gradFn() : gradFn;
    return new IllegalStateException(
        "Output "
            + place
            + " of "
            + String.valueOf(maker).replace("Backward0", "")
            + " is a view and "
            + what
            + " modified inplace. This view is the output of a function that returns multiple"
            + " views. Such functions do not allow the output views to be modified inplace. You"
            + " should replace the inplace operation by an out-of-place one.");
  }

  /**
   * Puts other values in the place of those that have been given up.
   *
   * @param gradFn PyTorch's name of what made them; null for the engine's
   */
  public void put(Tensor given, @Nullable String gradFn) {
    DType dtype = tensor.dtype();
    if (!dtype.takes(given.dtype())) {
      throw new IllegalStateException(
          "result type "
              + given.dtype().scalarWord()
              + " can't be cast to the desired output type "
              + dtype.scalarWord());
    }
    Shape shape = tensor.shape();
    if (!shape.broadcast(given.shape()).equals(shape)) {
      throw new ShapeException(
          "output with shape "
              + shape
              + " doesn't match the broadcast shape "
              + shape.broadcast(given.shape()));
    }
    Tensor typed = given.to(dtype);
    putAll(typed.shape().equals(shape) ? typed : typed.expand(shape), gradFn);
  }

  /** Takes memory of its own where others may hold this too. */
  private void own() {
    if (window == null && tensor.isBorrowed()) {
      take(tensor.copy(), gradFn);
    }
  }

  private void putAll(Tensor values, @Nullable String gradFn) {
    if (window != null) {
      Window at = window;
      Runnable change =
          () -> at.base.putAll(at.lattice.written(at.base.tensor(), values), "CopySlices");
      if (at.isDetached) {
        Tensor.noGrad(change);
      } else {
        change.run();
      }
      seen = null;
    } else if (Execution.isGradEnabled() && (values.requiresGrad() || tensor.requiresGrad())) {
      Tensor own = values.isShared() ? values.copy() : values;
      own.takingThePlaceOf(tensor, gradFn);
      take(own, gradFn);
    } else {
      own();
      Tensor.noGrad(() -> tensor.rewrite(values.detach()));
    }
  }
}
