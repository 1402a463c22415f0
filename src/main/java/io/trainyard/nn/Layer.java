package io.trainyard.nn;

import io.trainyard.signature.GradFn;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * A module that a request can name. A new one is a class in the room where it belongs, with one
 * public constructor whose annotated parameters are its arguments, and one word: in the list of the
 * sealed class that it extends, as Activation's, or else in that of all layers, {@code
 * catalog.Layers}.
 */
public abstract class Layer extends Module {

  private final boolean inplace;

  protected Layer() {
    this(false);
  }

  /**
   * @param inplace whether the output takes the place of the input
   */
  protected Layer(boolean inplace) {
    this.inplace = inplace;
  }

  /**
   * Whether {@link #forward} now changes its input: whoever holds it has the output from then on,
   * and gradients that need the values of before are refused.
   */
  public boolean isInPlace() {
    return inplace;
  }

  /** PyTorch's names of what {@link #forward} takes, in order. */
  public List<String> inputNames() {
    return List.of("input");
  }

  /**
   * How many dimensions a batch has, where PyTorch takes a single example as well; 0 where it takes
   * any number of them.
   */
  public int batchDims() {
    return 0;
  }

  /**
   * PyTorch's name in a graph for what this makes.
   *
   * @param dims how many dimensions the input has
   * @param inplace whether the output takes the place of the input
   */
  public String gradFn(int dims, boolean inplace) {
    GradFn own = getClass().getAnnotation(GradFn.class);
    if (own == null) {
      return getClass().getSimpleName() + "Backward0";
    }
    return inplace && !own.inplace().isEmpty() ? own.inplace() : own.value();
  }

  /** The beginning of a {@link #forward} that may work in place. */
  protected final void makeRoom(Tensor input) {
    if (isInPlace()) {
      input.overwriting();
    }
  }
}
