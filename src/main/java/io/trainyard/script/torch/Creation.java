package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.LinearAlgebra;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Functions that make tensors out of nothing, or of numbers. */
final class Creation {

  static final String OPTIONS = ", dtype=None, device=None, requires_grad=False)";

  private Creation() {}

  static void addTo(Table table) {
    table.function("tensor(data, *" + OPTIONS, Creation::tensor);
    table.function(
        "as_tensor(data, dtype=None, device=None)",
        a ->
            Arrayed.tensor(a.get("data")) instanceof TensorValue known
                ? typed(a, known)
                : typed(a, tensor(a.get("data"), wanted(a), a.call().position(), a.session())));
    sized(table, "zeros", (a, shape) -> Tensor.zeros(shape));
    sized(table, "ones", (a, shape) -> Tensor.ones(shape));
    sized(table, "empty", (a, shape) -> Tensor.zeros(shape));
    sized(table, "rand", (a, shape) -> uniform(a, shape, DType.FLOAT32));
    sized(table, "randn", (a, shape) -> normal(a, shape, DType.FLOAT32));
    like(table, "zeros", (a, shape) -> Tensor.zeros(shape));
    like(table, "ones", (a, shape) -> Tensor.ones(shape));
    like(table, "empty", (a, shape) -> Tensor.zeros(shape));
    like(table, "rand", (a, shape) -> uniform(a, shape, a.value("input").dtype()));
    like(table, "randn", (a, shape) -> normal(a, shape, a.value("input").dtype()));
    table.function(
        "full(size, fill_value, *" + OPTIONS,
        a -> {
          Object value = a.get("fill_value");
          DType dtype = Scalars.dtype(value).promote(wanted(a));
          Tensor filled = Tensor.full(a.shape("size"), Scalars.number(value), dtype);
          return finished(a, filled, filled.dtype());
        });
    table.function(
        "full_like(input, fill_value, *" + OPTIONS,
        a -> {
          TensorValue like = a.value("input");
          DType dtype = a.dtype("dtype", like.dtype());
          Number value = Scalars.number(a.get("fill_value"));
          return finished(a, Tensor.full(like.tensor().shape(), value, dtype), dtype);
        });
    addRanges(table);
  }

  private static Tensor uniform(Arguments a, Shape shape, DType fallback) {
    return a.dtype("dtype", fallback) == DType.FLOAT64
        ? Tensor.exact(shape, false, a.generator())
        : Tensor.uniform(shape, 0, 1, a.generator());
  }

  private static Tensor normal(Arguments a, Shape shape, DType fallback) {
    return a.dtype("dtype", fallback) == DType.FLOAT64
        ? Tensor.exact(shape, true, a.generator())
        : Tensor.normal(shape, a.generator());
  }

  /** Float64 where a call asks for it, so that its numbers are not rounded on the way. */
  private static DType wanted(Arguments a) {
    return a.dtype("dtype", DType.BOOL) == DType.FLOAT64 ? DType.FLOAT64 : DType.BOOL;
  }

  /** What fills a shape. */
  private interface Filling {
    Tensor of(Arguments arguments, Shape shape);
  }

  private static void sized(Table table, String name, Filling filling) {
    table.function(
        name + "(*size, out=None, generator=None" + OPTIONS,
        a -> finished(a, filling.of(a, a.shape("size")), DType.FLOAT32));
    table.method(
        "new_" + name + "(input, *size" + OPTIONS,
        a -> finished(a, filling.of(a, a.shape("size")), a.value("input").dtype()));
  }

  private static void like(Table table, String name, Filling filling) {
    table.function(
        name + "_like(input, *" + OPTIONS,
        a -> finished(a, filling.of(a, a.tensor("input").shape()), a.value("input").dtype()));
  }

  static TensorValue finished(Arguments a, Tensor made, DType fallback) {
    Tensor typed = made.dtype() == DType.FLOAT64 ? made : made.to(fallback);
    var value = Conversions.to(TensorValue.of(typed), a.dtype("dtype", fallback));
    if (a.bool("requires_grad")) {
      if (!value.dtype().isFloatingPoint()) {
        throw a.error(
            ErrorKind.RUNTIME_ERROR,
            "Only Tensors of floating point and complex dtype can require gradients");
      }
      Attributes.requireGrad(value, true);
    }
    return value;
  }

  private static TensorValue typed(Arguments a, TensorValue value) {
    return Conversions.to(value, a.dtype("dtype", value.dtype()));
  }

  private static TensorValue tensor(Arguments a) {
    Object data = Arrayed.tensor(a.get("data"));
    TensorValue value =
        data instanceof TensorValue known
            ? TensorValue.of(known.tensor().detach())
            : tensor(data, wanted(a), a.call().position(), a.session());
    return finished(
        a,
        data instanceof TensorValue ? Conversions.copy(value.tensor()) : value.tensor(),
        value.dtype());
  }

  /** A tensor of nested lists of numbers. */
  static TensorValue tensor(Object data, Position position, Session session) {
    return tensor(data, DType.BOOL, position, session);
  }

  /** A tensor of nested lists of numbers, of a type or a larger one. */
  static TensorValue tensor(Object given, DType least, Position position, Session session) {
    Object data = arrays(given);
    List<Integer> dims = new ArrayList<>();
    Object inner = data;
    for (List<Object> items = Scalars.items(inner); items != null; items = Scalars.items(inner)) {
      dims.add(items.size());
      if (items.isEmpty()) {
        break;
      }
      inner = items.getFirst();
    }
    Shape shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    session.claim(shape, position);
    session.claimValues(shape.numel(), position);
    List<Object> numbers = new ArrayList<>();
    collect(data, dims, 0, numbers, position, session);
    DType dtype = numbers.isEmpty() ? least.promote(DType.FLOAT32) : type(given, least);
    for (Object number : numbers) {
      dtype = dtype.promote(Scalars.dtype(number));
    }
    if (dtype == DType.INT64) {
      return TensorValue.of(
          Tensor.ofWhole(shape, numbers.stream().mapToLong(Scalars::toLong).toArray()));
    }
    if (dtype == DType.FLOAT64) {
      return TensorValue.of(
          Tensor.ofDouble(shape, numbers.stream().mapToDouble(Scalars::toDouble).toArray()));
    }
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Scalars.toDouble(numbers.get(i));
    }
    return TensorValue.of(Tensor.of(shape, values).to(dtype));
  }

  /** Float64 where the numbers come from arrays of it. */
  private static DType type(Object given, DType least) {
    List<Object> items = Scalars.items(given);
    for (Object item : items == null ? List.of(given) : items) {
      TensorValue held = Arrayed.held(item);
      if (held != null && held.dtype() == DType.FLOAT64) {
        return DType.FLOAT64;
      }
    }
    return least;
  }

  /** A list of arrays as lists of numbers. */
  private static Object arrays(Object data) {
    TensorValue held = Arrayed.held(data);
    if (held != null) {
      return PickFunctions.list(held.tensor());
    }
    List<Object> items = Scalars.items(data);
    return items != null && items.stream().anyMatch(item -> Arrayed.held(item) != null)
        ? new ListValue(items.stream().map(Creation::arrays).toList())
        : data;
  }

  private static void collect(
      Object data,
      List<Integer> dims,
      int depth,
      List<Object> numbers,
      Position position,
      Session session) {
    List<Object> items = Scalars.items(data);
    if (depth == dims.size()) {
      boolean isSingle = data instanceof TensorValue tensor && tensor.tensor().numel() == 1;
      if (!Scalars.isNumber(data) && !isSingle) {
        throw items == null
            ? ErrorKind.TYPE_ERROR.at(
                position, "new(): invalid data type '" + Scalars.typeName(data) + "'")
            : ragged(position, dims.size(), "not a sequence");
      }
      numbers.add(data);
      return;
    }
    if (items == null) {
      throw ErrorKind.TYPE_ERROR.at(
          position,
          "'"
              + Scalars.typeName(data)
              + "' object where a sequence of length "
              + dims.get(depth)
              + " at dim "
              + depth
              + " was expected");
    }
    if (items.size() != dims.get(depth)) {
      throw ErrorKind.VALUE_ERROR.at(
          position,
          "expected sequence of length "
              + dims.get(depth)
              + " at dim "
              + depth
              + " (got "
              + items.size()
              + ")");
    }
    session.step(position);
    items.forEach(item -> collect(item, dims, depth + 1, numbers, position, session));
  }

  private static RuntimeException ragged(Position position, int dim, String what) {
    return ErrorKind.VALUE_ERROR.at(position, "expected a number at dim " + dim + ", " + what);
  }

  private static void addRanges(Table table) {
    table.function(
        "arange(start, end=None, step=1, *" + OPTIONS,
        a -> {
          boolean single = a.isNone("end");
          double start = single ? 0 : a.number("start");
          double end = a.number(single ? "start" : "end");
          double step = a.number("step");
          DType dtype =
              Scalars.dtype(a.get("start"))
                  .promote(single ? DType.INT64 : Scalars.dtype(a.get("end")))
                  .promote(Scalars.dtype(a.get("step")));
          if (step == 0) {
            throw a.error(ErrorKind.RUNTIME_ERROR, "step must be nonzero");
          }
          if ((end - start) * step < 0) {
            throw a.error(
                ErrorKind.RUNTIME_ERROR, "upper bound and lower bound inconsistent with step sign");
          }
          if (!dtype.isFloatingPoint()) {
            return finished(a, wholes(a, single), DType.INT64);
          }
          if (a.dtype("dtype", dtype) == DType.FLOAT64) {
            int count = room(a, Math.ceil((end - start) / step)).length;
            return finished(a, exact(count, i -> start + i * step), DType.FLOAT64);
          }
          float[] values = room(a, Math.ceil((end - start) / step));
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (start + i * step);
          }
          return finished(a, Tensor.of(values), dtype);
        });
    table.function(
        "linspace(start, end, steps, *" + OPTIONS,
        a -> {
          double start = a.number("start");
          double end = a.number("end");
          float[] values = room(a, a.integer("steps"));
          double exact = (end - start) / Math.max(1, values.length - 1);
          if (wanted(a) == DType.FLOAT64) {
            int n = values.length;
            return finished(
                a,
                exact(n, i -> n == 1 || i < n / 2 ? start + exact * i : end - exact * (n - 1 - i)),
                DType.FLOAT64);
          }
          float step = (float) exact;
          for (int i = 0; i < values.length; i++) {
            // As PyTorch does it: from both ends, so that both are hit.
            values[i] =
                values.length == 1 || i < values.length / 2
                    ? (float) start + step * i
                    : (float) end - step * (values.length - 1 - i);
          }
          return finished(a, Tensor.of(values), DType.FLOAT32);
        });
    table.function(
        "logspace(start, end, steps, base=10.0, *" + OPTIONS,
        a -> {
          float[] values = room(a, a.integer("steps"));
          double step = (a.number("end") - a.number("start")) / Math.max(1, values.length - 1);
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) StrictMath.pow(a.number("base"), a.number("start") + i * step);
          }
          return finished(a, Tensor.of(values), DType.FLOAT32);
        });
    table.function(
        "eye(n, m=None, *" + OPTIONS,
        a -> {
          int columns = a.isNone("m") ? a.integer("n") : a.integer("m");
          a.session().claim(Shape.of(a.integer("n"), columns), a.call().position());
          return finished(a, LinearAlgebra.eye(a.integer("n"), columns), DType.FLOAT32);
        });
  }

  private static Tensor exact(int count, IntToDoubleFunction value) {
    return Tensor.ofDouble(Shape.of(count), IntStream.range(0, count).mapToDouble(value).toArray());
  }

  private static Tensor wholes(Arguments a, boolean single) {
    long start = single ? 0 : Scalars.toLong(a.get("start"));
    long end = Scalars.toLong(a.get(single ? "start" : "end"));
    long step = Scalars.toLong(a.get("step"));
    long last = step > 0 ? Math.ceilDiv(end - start, step) : Math.ceilDiv(start - end, -step);
    return Arrangement.places(size(a, (double) last), start, step);
  }

  private static float[] room(Arguments a, double size) {
    return new float[size(a, size)];
  }

  private static int size(Arguments a, double size) {
    if (!(size >= 0 && size <= Integer.MAX_VALUE)) {
      throw a.error(ErrorKind.LIMIT_ERROR, "a range of " + size + " elements cannot be made");
    }
    a.session().claim(Shape.of((int) size), a.call().position());
    a.session().claimValues((long) size, a.call().position());
    return (int) size;
  }
}
