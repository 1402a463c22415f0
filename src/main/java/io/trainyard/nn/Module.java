package io.trainyard.nn;

import io.trainyard.signature.Made;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of a network, as PyTorch's {@code torch.nn.Module}: it has parameters, may be made of
 * other modules, and computes an output in {@link #forward}. The gradients come by themselves.
 *
 * <pre>{@code
 * final class TwoLayerNet extends Module {
 *   private final Linear linear1;
 *   private final Linear linear2;
 *
 *   TwoLayerNet(int in, int hidden, int out, Generator generator) {
 *     linear1 = registerModule("linear1", new Linear(in, hidden, true, generator));
 *     linear2 = registerModule("linear2", new Linear(hidden, out, true, generator));
 *   }
 *
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return linear2.forward(linear1.forward(x).relu());
 *   }
 * }
 * }</pre>
 */
public abstract class Module implements Made {

  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Module> modules = new LinkedHashMap<>();
  private boolean training = true;
  private @Nullable Recipe<?> recipe;
  private @Nullable String printedName;
  private @Nullable Forward forward;
  private @Nullable Object companion;

  @Override
  public final void madeBy(Recipe<?> recipe) {
    this.recipe = recipe;
  }

  /** The arguments that it was made with; null where its constructor was called by itself. */
  public final @Nullable Recipe<?> recipe() {
    return recipe;
  }

  /** The name by which PyTorch prints it: that of its class, unless it was given another. */
  public String name() {
    return printedName == null ? getClass().getSimpleName() : printedName;
  }

  /** Gives it the name of a class that PyTorch has for it alone. */
  public final void printedAs(String name) {
    this.printedName = name;
  }

  /** What the module takes and gives in PyTorch, which may be more than one tensor. */
  public final Forward forward() {
    Forward known = forward;
    if (known == null) {
      known = Forward.of(this);
      forward = known;
    }
    return known;
  }

  /**
   * Computes the output of one input.
   *
   * @throws ShapeException when the module takes no input of that shape, or several inputs
   */
  public Tensor forward(Tensor input) {
    throw new ShapeException(
        getClass().getSimpleName()
            + " takes several inputs: "
            + String.join(", ", forward().names()));
  }

  /**
   * Computes the output of inputs that have names; the first, where it gives several.
   *
   * @param inputs in order; a module that does not know its inputs by name takes them one after the
   *     other
   * @throws ShapeException when the module takes another number of inputs
   */
  public Tensor forward(Map<String, Tensor> inputs) {
    if (inputs.size() > 1 && forward().takes(inputs.size())) {
      return forward().first(List.copyOf(inputs.values()));
    }
    if (inputs.size() != 1) {
      throw new ShapeException(
          getClass().getSimpleName()
              + " takes one input, got "
              + inputs.size()
              + ": "
              + String.join(", ", inputs.keySet()));
    }
    return forward(inputs.values().iterator().next());
  }

  /**
   * Adds a parameter: a tensor that training changes.
   *
   * @param name without a dot, unique within the module
   * @return the value itself, which from now on requires a gradient
   */
  protected final Tensor registerParameter(String name, Tensor value) {
    claim(name);
    parameters.put(name, value.requiresGrad(true));
    return value;
  }

  /**
   * Adds a buffer: a tensor that belongs to what was learned, but that the module itself changes
   * and no optimizer does.
   *
   * @param name without a dot, unique within the module
   * @return the value itself
   */
  protected final Tensor registerBuffer(String name, Tensor value) {
    claim(name);
    buffers.put(name, value);
    return value;
  }

  /**
   * Adds a module that this one is made of.
   *
   * @param name without a dot, unique within the module; it stands before the names of the module's
   *     own parameters
   * @return the module itself
   */
  protected final <M extends Module> M registerModule(String name, M module) {
    claim(name);
    modules.put(name, module);
    return module;
  }

  /** Puts a parameter in the place of whatever has its name. */
  public final void replaceParameter(String name, Tensor value) {
    buffers.remove(name);
    modules.remove(name);
    parameters.put(name, value);
  }

  /** Puts a buffer in the place of whatever has its name. */
  public final void replaceBuffer(String name, Tensor value) {
    parameters.remove(name);
    modules.remove(name);
    buffers.put(name, value);
  }

  /** Puts a module in the place of whatever has its name. */
  public final void replaceModule(String name, Module module) {
    parameters.remove(name);
    buffers.remove(name);
    modules.put(name, module);
  }

  /** Takes away the parameter, buffer or module of a name, if there is one. */
  public final void forget(String name) {
    parameters.remove(name);
    buffers.remove(name);
    modules.remove(name);
  }

  private void claim(String name) {
    if (name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          "a name in a module can't be empty or contain a dot, got '" + name + "'");
    }
    if (parameters.containsKey(name) || buffers.containsKey(name) || modules.containsKey(name)) {
      throw new IllegalArgumentException("attribute '" + name + "' already exists");
    }
  }

  /** All parameters, of this module and those within, each once. */
  public final List<Tensor> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /**
   * All parameters by their names, in the order in which they were added: {@code linear1.weight}. A
   * parameter that two modules share is here once, by its first name.
   */
  public final Map<String, Tensor> namedParameters() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    var seen = Collections.newSetFromMap(new IdentityHashMap<Tensor, Boolean>());
    visit(
        "",
        (prefix, module) ->
            module.parameters.forEach((name, parameter) -> {
              if (seen.add(parameter)) {
                named.put(prefix + name, parameter);
              }
            }));
    return Collections.unmodifiableMap(named);
  }

  /**
   * All that was learned, parameters and buffers, by name; the tensors are the module's own, not
   * copies. A shared parameter is here by each of its names.
   */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    visit(
        "",
        (prefix, module) -> {
          module.parameters.forEach((name, parameter) -> state.put(prefix + name, parameter));
          module.buffers.forEach((name, buffer) -> state.put(prefix + name, buffer));
        });
    return Collections.unmodifiableMap(state);
  }

  /** Goes through this module and all within, with what stands before the names of their own. */
  private void visit(String prefix, BiConsumer<String, Module> visitor) {
    visitor.accept(prefix, this);
    modules.forEach((name, module) -> module.visit(prefix + name + ".", visitor));
  }

  /**
   * Takes over values learned before.
   *
   * @param state a value for each name of {@link #stateDict}, and nothing else
   * @throws IllegalArgumentException when a name is missing or unknown, or a shape is another; then
   *     nothing has been changed
   */
  public final void loadStateDict(Map<String, Tensor> state) {
    Map<String, Tensor> own = stateDict();
    List<String> missing = new ArrayList<>();
    Map<Tensor, Tensor> values = new LinkedHashMap<>();
    own.forEach((name, tensor) -> {
      Tensor value = state.get(name);
      if (value == null) {
        missing.add(name);
      } else {
        requireSameShape(name, tensor, value);
        values.put(tensor, value);
      }
    });
    List<String> unexpected =
        state.keySet().stream().filter(name -> !own.containsKey(name)).toList();
    if (!missing.isEmpty() || !unexpected.isEmpty()) {
      throw new IllegalArgumentException(
          "the state does not fit: missing " + missing + ", unexpected " + unexpected);
    }
    Tensor.noGrad(() -> values.forEach(Tensor::assign));
  }

  private static void requireSameShape(String name, Tensor own, Tensor value) {
    if (!value.shape().equals(own.shape())) {
      throw new ShapeException(
          "size mismatch for "
              + name
              + ": the state has the shape "
              + value.shape()
              + ", the module "
              + own.shape());
    }
  }

  /** The parameter of a name, which may be another than the module was made with; null for none. */
  protected final @Nullable Tensor parameter(String name) {
    return parameters.get(name);
  }

  /** The parameter of a name, without which the module computes nothing. */
  protected final Tensor requireParameter(String name) {
    Tensor parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalStateException("a " + name() + " without its " + name + " computes nothing");
    }
    return parameter;
  }

  /** What a language keeps beside it: attributes and hooks of a text; null for nothing. */
  public final @Nullable Object companion() {
    return companion;
  }

  public final void companion(Object kept) {
    this.companion = kept;
  }

  /** The parameters of this module itself, by name. */
  public final Map<String, Tensor> ownParameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /** The buffers of this module itself, by name. */
  public final Map<String, Tensor> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  /** The modules that this one is directly made of, by name. */
  public final Map<String, Module> children() {
    return Collections.unmodifiableMap(modules);
  }

  /** Forgets the gradients of all parameters; without it they add up. */
  public final void zeroGrad() {
    visit("", (prefix, module) -> module.parameters.values().forEach(tensor -> tensor.grad(null)));
  }

  /** Turns to training, for this module and those within: a dropout drops. */
  public final void train() {
    train(true);
  }

  /** Turns to evaluation, for this module and those within: a dropout lets everything through. */
  public void eval() {
    train(false);
  }

  /** Turns to training, or to evaluation, for this module and those within. */
  public void train(boolean mode) {
    training(mode);
    modules.values().forEach(module -> module.train(mode));
  }

  /** Turns to training, or to evaluation, for this module alone. */
  public final void training(boolean training) {
    this.training = training;
  }

  /** Whether the module is being trained, as it is from the beginning. */
  public final boolean isTraining() {
    return training;
  }
}
