package io.trainyard.script.torch;

import io.trainyard.script.value.BoundMethod;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Decorated;
import io.trainyard.script.value.Environment;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.WrittenMembers;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What stands behind the dot of a tensor. */
final class Attributes {

  private interface Reader {
    Object read(TensorValue value);
  }

  private static final Map<String, Reader> READERS =
      Map.ofEntries(
          Map.entry("shape", value -> size(value.tensor().shape())),
          Map.entry("dtype", TensorValue::dtype),
          Map.entry("ndim", value -> (long) value.tensor().dim()),
          Map.entry("device", value -> DeviceValue.CPU),
          Map.entry("is_cuda", value -> false),
          Map.entry("requires_grad", value -> value.tensor().requiresGrad()),
          Map.entry("is_leaf", value -> value.tensor().isLeaf()),
          Map.entry("grad", Attributes::grad),
          Map.entry("grad_fn", Attributes::gradFn),
          Map.entry("_version", value -> (long) value.tensor().version()),
          Map.entry("data", value -> TensorValue.of(value.tensor().detach())),
          Map.entry("T", value -> turned(value, Attributes::reversed)),
          Map.entry("mT", value -> turned(value, x -> x.transpose(-2, -1))),
          Map.entry("itemsize", value -> (long) value.dtype().itemSize()));

  /** A node of the graph, which can only be looked at. */
  record GradFn(String name) implements NativeValue {
    @Override
    public String typeName() {
      return name;
    }

    @Override
    public @Nullable Object attribute(String attribute) {
      return attribute.equals("name") ? new NativeFunction("name", call -> name) : null;
    }

    @Override
    public java.util.Set<String> names() {
      return java.util.Set.of("name");
    }

    @Override
    public String text() {
      return "<" + name + " object at 0x7f0000000000>";
    }
  }

  /** A method that knows its tensor. */
  private record Bound(Callable method, TensorValue self) implements Callable, Holder {
    @Override
    public void eachHeld(Consumer<Object> held) {
      held.accept(self);
    }

    @Override
    public String name() {
      return method.name();
    }

    @Override
    public Object call(Call call) {
      return method.call(call.with(self));
    }

    @Override
    public String toString() {
      return "<built-in method " + name() + ">";
    }
  }

  private Attributes() {}

  static List<String> names() {
    List<String> names = new ArrayList<>(READERS.keySet());
    names.addAll(Library.METHODS.keySet());
    return names;
  }

  static @Nullable Object get(TensorValue value, String name) {
    Reader reader = READERS.get(name);
    if (reader != null) {
      return reader.read(value);
    }
    Callable method = Library.METHODS.get(name);
    return method == null ? null : new Bound(method, value);
  }

  /** A method or property of tensors that is written in the language itself. */
  static @Nullable Object written(
      TensorValue value, String name, Position position, Session session) {
    WrittenMembers written = session.environment().written().get(Environment.TENSOR);
    Object found = written == null || name.startsWith("_") ? null : written.get(name);
    return switch (found) {
      case Decorated.Property property ->
          property.getter().call(new Call(position, List.of(value), Map.of(), session));
      case Callable method -> new BoundMethod(value, method);
      case null, default -> null;
    };
  }

  static TupleValue size(Shape shape) {
    return new TupleValue(
        Arrays.stream(shape.dims()).mapToObj(dim -> (Object) (long) dim).toList(),
        "torch.Size",
        List.of());
  }

  private static Object grad(TensorValue value) {
    Tensor grad = value.tensor().grad();
    return grad == null ? None.NONE : TensorValue.of(grad);
  }

  private static Object gradFn(TensorValue value) {
    String name = value.gradFn();
    return name == null ? None.NONE : new GradFn(name);
  }

  private static Object turned(TensorValue value, UnaryOperator<Tensor> turn) {
    Tensor turned = turn.apply(value.tensor());
    return new TensorValue(turned == value.tensor() ? turned.alias() : turned, "PermuteBackward0");
  }

  private static Tensor reversed(Tensor x) {
    int[] dims = new int[x.dim()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = dims.length - 1 - i;
    }
    return x.permute(dims);
  }

  static void set(TensorValue target, String name, Object value, Position position) {
    switch (name) {
      case "requires_grad" -> requireGrad(target, value, position);
      case "grad" -> setGrad(target, value, position);
      case "data" -> {
        if (!(value instanceof TensorValue data)) {
          throw ErrorKind.TYPE_ERROR.at(
              position, "Variable data has to be a tensor, but got " + Scalars.typeName(value));
        }
        Tensor.noGrad(() -> target.tensor().assign(data.tensor().detach()));
      }
      default -> {
        boolean isKnown = READERS.containsKey(name) || Library.METHODS.containsKey(name);
        throw ErrorKind.ATTRIBUTE_ERROR.at(
            position,
            isKnown
                ? "attribute '" + name + "' of 'torch._C.TensorBase' objects is not writable"
                : "a tensor cannot be given an attribute '" + name + "'");
      }
    }
  }

  private static void requireGrad(TensorValue target, Object value, Position position) {
    if (!(value instanceof Boolean required)) {
      throw ErrorKind.RUNTIME_ERROR.at(position, "requires_grad must be a bool");
    }
    requireGrad(target, required);
  }

  static void requireGrad(TensorValue target, boolean required) {
    if (!required && !target.tensor().isLeaf()) {
      throw new IllegalStateException(
          "you can only change requires_grad flags of leaf variables. If you want to use a computed"
              + " variable in a subgraph that doesn't require differentiation use var_no_grad ="
              + " var.detach().");
    }
    if (target.tensor().isLeaf()) {
      target.tensor().requiresGrad(required);
    }
  }

  private static void setGrad(TensorValue target, Object value, Position position) {
    switch (value) {
      case None none -> target.tensor().grad(null);
      case TensorValue grad when grad.tensor().shape().equals(target.tensor().shape()) ->
          target.tensor().grad(grad.tensor().detach());
      case TensorValue grad ->
          throw ErrorKind.SHAPE_ERROR.at(
              position,
              "assigned grad has data of a different size: "
                  + grad.tensor().shape()
                  + " for a tensor of "
                  + target.tensor().shape());
      default ->
          throw ErrorKind.TYPE_ERROR.at(
              position,
              "assigned grad expected to be a Tensor or None but got grad of type "
                  + Scalars.typeName(value));
    }
  }
}
