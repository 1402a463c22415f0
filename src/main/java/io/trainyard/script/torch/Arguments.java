package io.trainyard.script.torch;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Statistics;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arguments of one call of a function, read as what the function needs them to be. */
final class Arguments {

  private final String function;
  private final String gradFn;
  private final Map<String, Object> values;
  private final Call call;

  /**
   * @param gradFn PyTorch's name for the function in a graph
   */
  Arguments(String function, String gradFn, Map<String, Object> values, Call call) {
    this.function = function;
    this.gradFn = gradFn;
    this.values = values;
    this.call = call;
  }

  /** The name of the function. */
  String function() {
    return function;
  }

  Session session() {
    return call.session();
  }

  Call call() {
    return call;
  }

  Map<String, Object> all() {
    return values;
  }

  Object get(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** Whether the function has a parameter of that name. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  boolean isNone(String name) {
    return get(name) == None.NONE;
  }

  boolean isGiven(String name) {
    return !isNone(name);
  }

  /** Whether a tensor is one of the arguments. */
  boolean isInput(Tensor tensor) {
    return values.values().stream()
        .anyMatch(value -> value instanceof TensorValue input && input.tensor() == tensor);
  }

  TensorValue value(String name) {
    if (get(name) instanceof TensorValue tensor) {
      return tensor;
    }
    throw refusal(name, "Tensor");
  }

  Tensor tensor(String name) {
    return value(name).tensor();
  }

  /** A tensor, or a number as a tensor without dimensions. */
  TensorValue operand(String name) {
    Object value = get(name);
    return Scalars.isNumber(value) ? TensorValue.of(Scalars.tensor(value, common())) : value(name);
  }

  /** The type of all tensors together; a plain number among them does not make it larger. */
  private DType common() {
    DType common = DType.BOOL;
    for (Object value : values.values()) {
      common = value instanceof TensorValue tensor ? common.promote(tensor.dtype()) : common;
    }
    return common;
  }

  @Nullable Tensor optionalTensor(String name) {
    return isNone(name) ? null : tensor(name);
  }

  double number(String name) {
    Object value = get(name);
    if (value instanceof TensorValue tensor && tensor.tensor().numel() == 1) {
      return Scalars.toDouble(tensor);
    }
    if (Scalars.isNumber(value)) {
      return Scalars.toDouble(value);
    }
    throw refusal(name, "Number");
  }

  @Nullable Double optionalNumber(String name) {
    return isNone(name) ? null : (Double) number(name);
  }

  int integer(String name) {
    if (Scalars.isInteger(get(name))) {
      return toInt(name, get(name));
    }
    throw refusal(name, "int");
  }

  /** A whole number of any size. */
  long whole(String name) {
    if (Scalars.isInteger(get(name))) {
      return Scalars.toLong(get(name));
    }
    throw refusal(name, "int");
  }

  private int toInt(String name, Object value) {
    long number = Scalars.toLong(value);
    if (number != (int) number) {
      throw error(
          ErrorKind.LIMIT_ERROR, function + "(): argument '" + name + "' is too large: " + number);
    }
    return (int) number;
  }

  boolean bool(String name) {
    if (get(name) instanceof Boolean bool) {
      return bool;
    }
    throw refusal(name, "bool");
  }

  String text(String name) {
    if (get(name) instanceof String text) {
      return text;
    }
    throw refusal(name, "str");
  }

  /** Whole numbers: one, or a list or tuple of them. */
  int[] integers(String name) {
    Object value = get(name);
    if (Scalars.isInteger(value)) {
      return new int[] {toInt(name, value)};
    }
    List<Object> items = Scalars.items(value);
    if (items == null || !items.stream().allMatch(Scalars::isInteger)) {
      throw refusal(name, "tuple of ints");
    }
    return items.stream().mapToInt(item -> toInt(name, item)).toArray();
  }

  /** Dimensions to reduce: all where none are named. */
  int[] dims(String name, Tensor x) {
    int[] dims = isNone(name) ? new int[0] : integers(name);
    return dims.length == 0 ? Statistics.allDims(x) : dims;
  }

  /** A shape, whose size has been found to be within limits. */
  Shape shape(String name) {
    int[] dims = integers(name);
    for (int dim : dims) {
      if (dim < 0) {
        throw error(
            ErrorKind.RUNTIME_ERROR,
            "Trying to create tensor with negative dimension "
                + dim
                + ": "
                + java.util.Arrays.toString(dims));
      }
    }
    return session().claim(Shape.of(dims), call.position());
  }

  /** A list or tuple of tensors. */
  List<TensorValue> tensors(String name) {
    List<Object> items = Scalars.items(get(name));
    if (items == null) {
      throw refusal(name, "tuple of Tensors");
    }
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof TensorValue)) {
        throw error(
            ErrorKind.TYPE_ERROR,
            "expected Tensor as element "
                + i
                + " in argument 0, but got "
                + Scalars.typeName(items.get(i)));
      }
    }
    return items.stream().map(TensorValue.class::cast).toList();
  }

  DType dtype(String name, DType fallback) {
    return switch (get(name)) {
      case None none -> fallback;
      case DType dtype -> dtype;
      default -> throw refusal(name, "torch.dtype");
    };
  }

  /** A result that has the type of an argument. */
  TensorValue like(String name, Tensor result) {
    return made(result, value(name).dtype());
  }

  TensorValue made(Tensor result, DType dtype) {
    return named(gradFn, result, dtype);
  }

  /** A result with another name in the graph than the function's own. */
  TensorValue named(String gradFn, Tensor result, DType dtype) {
    Tensor typed = result.to(dtype);
    return new TensorValue(isInput(typed) ? typed.alias() : typed, gradFn);
  }

  /** As {@link #like} in memory of its own, which the engine may save. */
  TensorValue copied(String name, Tensor result) {
    return like(name, result.owned());
  }

  TensorValue bools(Tensor result) {
    return TensorValue.of(result.to(DType.BOOL));
  }

  TensorValue ints(Tensor result) {
    return TensorValue.of(result.to(DType.INT64));
  }

  /** Who draws: the argument of that name, or who draws for all. */
  Generator generator() {
    return Tensors.generator(values.get("generator"), session());
  }

  ScriptException error(ErrorKind kind, String message) {
    return call.error(kind, message);
  }

  private ScriptException refusal(String name, String expected) {
    return error(
        ErrorKind.TYPE_ERROR,
        function
            + "(): argument '"
            + name
            + "' must be "
            + expected
            + ", not "
            + Scalars.typeName(get(name)));
  }
}
