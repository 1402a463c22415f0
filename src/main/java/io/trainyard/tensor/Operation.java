package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/**
 * One operation, written once and in one place: the shape of its output, its value, and one
 * gradient rule per input.
 *
 * <p>A rule is itself written in tensor operations, so that the backward pass is recorded like
 * everything else. It need not undo broadcasting, accumulate or free: the backward pass does. An
 * instance belongs to one application and may keep attributes and working memory.
 */
interface Operation {

  /** PyTorch's name for it: {@code Mul} for {@code MulBackward0}. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * The shape of the output.
   *
   * @throws ShapeException when the inputs do not fit
   */
  Shape shape(Tensor... inputs);

  /** Of which types inputs and output are. */
  default Typing typing() {
    return Typing.REAL;
  }

  /** The inputs as the operation takes them. */
  default Tensor[] taken(Tensor... given) {
    return typing().taken(given);
  }

  /** The type of the output. */
  default DType dtype(Tensor... inputs) {
    return typing().made(inputs);
  }

  /**
   * Computes every element of the output from the inputs. The output shares no memory with them.
   */
  void compute(Tensor[] inputs, Tensor output);

  /**
   * The gradient for one input.
   *
   * @param input which one
   * @param gradient of the output, in its shape
   * @return in a shape that broadcasting could have made from the input's, or null where no
   *     gradient flows
   */
  default @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return null;
  }

  /**
   * Brings inputs up to date that follow from other inputs although the graph does not say so,
   * because the gradient rule accounts for it.
   */
  default void refresh(Tensor[] inputs) {}

  /**
   * Whether its gradient rule looks at no element of an input or the output, so that the backward
   * pass has nothing to free and can pass again.
   */
  default boolean savesNothing() {
    return isView();
  }

  /** Whether a gradient can flow through it at all. */
  default boolean isDifferentiable() {
    return true;
  }

  /** Whether the output is the first input's memory in another shape; then nothing is computed. */
  default boolean isView() {
    return false;
  }

  /**
   * Where the elements of the output lie when those of the only input lie there; null when the
   * operation makes new ones.
   */
  default @Nullable Lattice shown(Lattice input) {
    return null;
  }

  /** Working memory that an instance keeps, in floats. */
  default long scratch(Tensor... inputs) {
    return 0;
  }

  /** Of that, what a gradient rule needs later on, so that it is kept as long as the graph. */
  default long retained(Tensor... inputs) {
    return 0;
  }

  /** Gives up working memory that only another run would use. */
  default void release() {}

  /** About how many floating-point operations it takes. */
  default long cost(Tensor[] inputs, Tensor output) {
    return output.numel();
  }
}
