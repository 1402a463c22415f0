package io.trainyard.nn;

import io.trainyard.signature.Faults;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.Map;

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

  /**
   * The dimension of the input along which its examples stand; in a list of layers it has to be the
   * first.
   */
  public int batchDim() {
    return 0;
  }

  /**
   * Takes over the values of a layer that came as an argument, of which this one has copies.
   *
   * @param argument the name under which it came
   */
  public void takeOver(String argument, Module given) {}

  /**
   * Makes a layer that this one consists of, as a request makes it.
   *
   * @param arguments of its constructor; the others have their defaults
   * @return the layer, which is registered under the name
   */
  protected final <L extends Layer> L part(
      String name, Class<L> type, Map<String, ?> arguments, Generator generator) {
    var faults = new Faults();
    Recipe<L> recipe = Signature.of(type).read(arguments, faults);
    if (recipe == null || !faults.isEmpty()) {
      throw new IllegalArgumentException(name + ": " + faults.list());
    }
    return registerModule(name, recipe.create(generator));
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
