package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.FunctionValue;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An object of a class of the text that derives from {@code nn.Module}. */
public final class ScriptModule extends Module implements Instance, Holder {

  /** More modules than this are in no network that people write; some could be there by sharing. */
  private static final int MOST_MODULES = 10_000;

  private final TypeValue type;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final Map<String, TensorValue> passing = new LinkedHashMap<>();
  private @Nullable Module core;
  private final Carried carried = new Carried();
  private @Nullable Session session;

  ScriptModule(TypeValue type) {
    this.type = type;
  }

  @Override
  public TypeValue type() {
    return type;
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    held.accept(type);
    attributes.values().forEach(held);
  }

  /** Everything that was assigned to it. */
  Map<String, Object> attributes() {
    return attributes;
  }

  @Override
  public void train(boolean mode) {
    if (session != null && type.find("train") instanceof FunctionValue own) {
      own.call(new Call(own.position(), List.of(this, mode), Map.of(), session));
    } else {
      super.train(mode);
    }
  }

  /** What {@code super().train(mode)} does. */
  void trainAsModule(boolean mode) {
    super.train(mode);
  }

  @Override
  public void eval() {
    if (session != null && type.find("eval") instanceof FunctionValue own) {
      own.call(new Call(own.position(), List.of(this), Map.of(), session));
    } else {
      super.eval();
    }
  }

  /** The buffers that are not saved. */
  Map<String, TensorValue> passing() {
    return passing;
  }

  /** The layer that is built in from which its class derives; null for none. */
  @Nullable Module core() {
    return core;
  }

  /** Takes over what a layer has that is built in. */
  void core(Module layer, Session current, Position position) {
    initialize(current);
    core = layer;
    layer
        .ownParameters()
        .forEach((name, tensor) -> set(name, TensorValue.parameter(tensor), position));
    layer
        .buffers()
        .forEach((name, tensor) -> {
          replaceBuffer(name, tensor);
          attributes.put(name, TensorValue.of(tensor));
        });
  }

  /** Whether the layer from which its class derives still has the tensors that this has. */
  boolean isAsItsCore() {
    return core != null && core.ownParameters().equals(ownParameters());
  }

  /** Takes over copies of all that another has; gives the module itself. */
  ScriptModule copying(ScriptModule other, UnaryOperator<Object> copy, Call call) {
    initialize(call.session());
    training(other.isTraining());
    other.attributes.forEach((name, value) -> {
      if (other.buffers().containsKey(name) && value instanceof TensorValue buffer) {
        addBuffer(name, buffer, true, call.position());
      } else {
        set(name, copy.apply(value), call.position());
      }
    });
    return this;
  }

  /** The class's name. */
  @Override
  public String name() {
    return type.name();
  }

  /** What {@code super().__init__()} does. */
  void initialize(Session current) {
    session = current;
  }

  boolean isReady() {
    return session != null;
  }

  void requireReady(Position position) {
    if (!isReady()) {
      throw ErrorKind.ATTRIBUTE_ERROR.at(
          position,
          "cannot use module "
              + type.name()
              + " before Module.__init__() call; its __init__ has to begin with super().__init__()");
    }
  }

  @Override
  public @Nullable Object own(String name) {
    Object own = name.equals("training") ? (Object) isTraining() : attributes.get(name);
    if (own == null && name.startsWith("_") && session != null) {
      own = ModuleTables.of(this, name, position(), session);
    }
    return own != null || core == null ? own : BuiltInModules.attribute(core, name);
  }

  @Override
  public Iterable<String> ownNames() {
    return attributes.keySet();
  }

  /** Computes the output of one input; for one thread at a time. */
  @Override
  public Tensor forward(Tensor input) {
    return call(List.of(TensorValue.of(input)), Map.of());
  }

  /** As {@link #forward(Tensor)}; several inputs are the arguments of their names. */
  @Override
  public Tensor forward(Map<String, Tensor> inputs) {
    if (inputs.size() == 1) {
      return super.forward(inputs);
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    inputs.forEach((name, input) -> arguments.put(name, TensorValue.of(input)));
    return call(List.of(), arguments);
  }

  /**
   * Calls it from outside of the text, with the whole budget of steps.
   *
   * @throws io.trainyard.script.value.ScriptException also when it gives something else than one
   *     tensor
   */
  public Tensor call(List<TensorValue> inputs) {
    return call(inputs, Map.of());
  }

  private Tensor call(List<TensorValue> inputs, Map<String, Object> arguments) {
    Session current = session;
    if (current == null) {
      throw new IllegalStateException(type.name() + " was not initialised");
    }
    synchronized (current) {
      current.renew();
      Position place = position();
      Map<String, Object> globals = current.repeated();
      HeldState held = globals == null ? null : new HeldState(this, globals);
      Object result =
          Language.run(
              place,
              current,
              () ->
                  Language.invoke(this, new Call(place, List.copyOf(inputs), arguments, current)));
      String changed = held == null ? null : held.changed(at(place));
      if (changed != null) {
        throw Carried.fault("forward changes '" + changed + "'", changed, place);
      }
      if (result instanceof TensorValue tensor) {
        return tensor.tensor();
      }
      throw ErrorKind.TYPE_ERROR.at(
          place,
          "forward of "
              + type.name()
              + " has to return one tensor, got "
              + Language.described(result, at(place)));
    }
  }

  /** Where its {@code forward} is. */
  public Position position() {
    return type.find("forward") instanceof FunctionValue forward
        ? forward.position()
        : Position.START;
  }

  @Override
  public void read(String name, Position position) {
    if (session != null && session.repeated() != null) {
      carried.read(name, at(position));
    }
  }

  /** {@code self.name = value}: what it is decides whether it is learned, saved or just kept. */
  @Override
  public void set(String name, Object value, Position position) {
    if (name.equals("training") && value instanceof Boolean mode) {
      training(mode);
      return;
    }
    Object known = attributes.get(name);
    boolean isBuffer =
        known instanceof TensorValue && buffers().containsKey(name) && !(value instanceof Module);
    if (session != null && session.repeated() != null && !isBuffer) {
      carried.set(name, known, value, at(position));
    }
    if (value instanceof Module module) {
      requireReady(position);
      requireModule(name, module, position);
      replaceModule(name, module);
    } else if (value instanceof TensorValue tensor && tensor.isParameter()) {
      requireReady(position);
      replaceParameter(name, tensor.tensor());
    } else if (isBuffer && known instanceof TensorValue buffer) {
      setBuffer(name, buffer, value, position);
      return;
    } else if (known instanceof TensorValue old && old.isParameter() && value != None.NONE) {
      throw ErrorKind.TYPE_ERROR.at(
          position,
          "cannot assign "
              + Language.described(value, at(position))
              + " as parameter '"
              + name
              + "' (torch.nn.Parameter or None expected)");
    } else if (known != null) {
      forget(name);
    }
    attributes.put(name, value);
  }

  private void setBuffer(String name, TensorValue buffer, Object value, Position position) {
    if (!(value instanceof TensorValue tensor)) {
      throw ErrorKind.TYPE_ERROR.at(
          position,
          "cannot assign "
              + Language.described(value, at(position))
              + " as buffer '"
              + name
              + "' (torch.Tensor expected)");
    }
    if (tensor == buffer) {
      return;
    }
    if (!tensor.tensor().shape().equals(buffer.tensor().shape())) {
      throw ErrorKind.SHAPE_ERROR.at(
          position,
          "the buffer '"
              + name
              + "' has the shape "
              + buffer.tensor().shape()
              + ", the new value "
              + tensor.tensor().shape());
    }
    // The recorded step refers to the buffer's memory, so that is what has to change.
    Tensor.noGrad(() -> buffer.tensor().assign(tensor.tensor().detach()));
  }

  void addBuffer(String name, Object value, boolean persistent, Position position) {
    requireReady(position);
    requireFree(name, position);
    if (value instanceof TensorValue tensor && persistent) {
      Tensor own = Tensors.copied(tensor.tensor(), position, session());
      replaceBuffer(name, own);
      attributes.put(name, TensorValue.of(own));
    } else {
      attributes.put(name, value);
      if (value instanceof TensorValue tensor) {
        passing.put(name, tensor);
      }
    }
  }

  /** How many modules and parameters it holds. */
  int size() {
    return children().size() + ownParameters().size();
  }

  /** The modules and parameters it holds, in order. */
  Map<String, Object> items() {
    Map<String, Object> items = new LinkedHashMap<>(children());
    attributes.forEach((name, value) -> {
      if (value instanceof TensorValue tensor && tensor.isParameter()) {
        items.put(name, tensor);
      }
    });
    return items;
  }

  void requireFree(String name, Position position) {
    if (attributes.containsKey(name)) {
      throw ErrorKind.KEY_ERROR.at(position, "attribute '" + name + "' already exists");
    }
  }

  private Call at(Position position) {
    return new Call(position, List.of(), Map.of(), session());
  }

  private Session session() {
    Session current = session;
    if (current == null) {
      throw new IllegalStateException(type.name() + " was not initialised");
    }
    return current;
  }

  @Override
  public boolean remove(String name) {
    forget(name);
    return attributes.remove(name) != null;
  }

  private void requireModule(String name, Module module, Position position) {
    if (name.isEmpty() || name.contains(".")) {
      throw ErrorKind.KEY_ERROR.at(
          position, "module name can't be empty or contain \".\", got: '" + name + "'");
    }
    ModuleClasses.countModules(module, position, session());
    int[] left = {MOST_MODULES};
    requireOther(module, left, position);
  }

  private void requireOther(Module module, int[] left, Position position) {
    if (module == this) {
      throw ErrorKind.VALUE_ERROR.at(position, "a module cannot be a part of itself");
    }
    if (--left[0] < 0) {
      throw ErrorKind.LIMIT_ERROR.at(
          position, "a network may have at most " + MOST_MODULES + " modules");
    }
    module.children().values().forEach(child -> requireOther(child, left, position));
  }

  /** The modules it is made of, as a container numbers or names them. */
  void addModule(String name, Object value, Position position) {
    requireReady(position);
    if (!(value instanceof Module)) {
      throw ErrorKind.TYPE_ERROR.at(
          position, Language.described(value, at(position)) + " is not a Module subclass");
    }
    set(name, value, position);
  }

  @Override
  public String toString() {
    return "<" + type.name() + " module>";
  }
}
