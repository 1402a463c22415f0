package io.trainyard.script.torch;

import io.trainyard.script.value.Ellipsis;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SliceValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Picking;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code tensor[...]}: numbers, slices, {@code None}, the ellipsis, masks and tensors of numbers,
 * in any mixture.
 */
final class Subscript {

  private final Position position;
  private final Session session;
  private Tensor result;
  private String gradFn = "AliasBackward0";
  private int dim;
  private final List<@Nullable Tensor> numbers = new ArrayList<>();

  private Subscript(Tensor tensor, Position position, Session session) {
    this.result = tensor;
    this.position = position;
    this.session = session;
  }

  /** The chosen elements. */
  static TensorValue get(TensorValue value, Object index, Position position, Session session) {
    var subscript = new Subscript(value.tensor(), position, session);
    subscript.read(index);
    Tensor chosen = subscript.result;
    return new TensorValue(chosen == value.tensor() ? chosen.alias() : chosen, subscript.gradFn);
  }

  /** Whether what is chosen are elements of the tensor itself, not copies of them. */
  static boolean isView(Object index) {
    return switch (index) {
      case TupleValue tuple -> tuple.items().stream().allMatch(Subscript::isView);
      case TensorValue tensor -> false;
      case ListValue list -> false;
      default -> true;
    };
  }

  /** What chosen elements shall be, as many as there are of them. */
  static TensorValue given(Object value, Tensor chosen, Position position) {
    Tensor given = given(value, chosen.dtype(), position);
    Shape shape = given.shape();
    while (shape.rank() > chosen.dim() && shape.size(0) == 1) {
      shape = shape.without(0);
    }
    return new TensorValue(given.reshape(shape).expand(chosen.shape()), "CopyBackwards");
  }

  private static Tensor given(Object value, DType dtype, Position position) {
    if (!Operators.isOperand(value)) {
      throw ErrorKind.TYPE_ERROR.at(
          position, "can't assign a " + Scalars.typeName(value) + " to a torch.FloatTensor");
    }
    return Scalars.tensor(value, dtype).to(dtype);
  }

  /** The tensor with other values for the chosen elements. */
  static TensorValue replaced(
      TensorValue target, Object index, Object value, Position position, Session session) {
    Tensor x = target.tensor();
    Tensor given = given(value, x.dtype(), position);
    if (index instanceof TensorValue mask && mask.dtype() == DType.BOOL && given.numel() == 1) {
      Tensor spread = spread(mask.tensor(), x.shape());
      return new TensorValue(
          Tensor.where(spread, given.reshape(Shape.of()), x), "IndexPutBackward0");
    }
    int count = Math.toIntExact(x.numel());
    var places =
        new Subscript(Arrangement.places(count, 0, 1).reshape(x.shape()), position, session);
    places.read(index);
    Shape shape = places.result.shape();
    if (!shape.broadcast(given.shape()).equals(shape)) {
      throw ErrorKind.SHAPE_ERROR.at(
          position,
          "shape mismatch: value tensor of shape "
              + given.shape()
              + " cannot be broadcast to indexing result of shape "
              + shape);
    }
    int chosen = Math.toIntExact(places.result.numel());
    Tensor flat =
        Picking.scatter(
            x.reshape(Shape.of(count)),
            0,
            places.result.reshape(Shape.of(chosen)),
            given.expand(shape).reshape(Shape.of(chosen)));
    return new TensorValue(flat.reshape(x.shape()), "CopySlices");
  }

  /** A mask over the first dimensions, seen over all. */
  private static Tensor spread(Tensor mask, Shape shape) {
    requireMask(mask, shape, 0);
    Tensor spread = mask;
    while (spread.dim() < shape.rank()) {
      spread = spread.unsqueeze(-1);
    }
    return spread;
  }

  private static void requireMask(Tensor mask, Shape shape, int from) {
    for (int i = 0; i < mask.dim(); i++) {
      if (from + i >= shape.rank() || mask.size(i) != shape.size(from + i)) {
        throw new IndexOutOfBoundsException(
            "The shape of the mask "
                + mask.shape()
                + " at index "
                + i
                + " does not match the shape of the indexed tensor "
                + shape
                + " at index "
                + (from + i));
      }
    }
  }

  private void read(Object index) {
    List<Object> parts =
        switch (index) {
          case TupleValue tuple -> tuple.items();
          case ListValue list when isTuple(list) -> list.items();
          default -> List.of(index);
        };
    int needed = parts.stream().mapToInt(Subscript::dimensions).sum();
    if (needed > result.dim()) {
      throw new IndexOutOfBoundsException(
          result.dim() == 0
              ? "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or"
                  + " `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
              : "too many indices for tensor of dimension " + result.dim());
    }
    int skipped = result.dim() - needed;
    for (Object part : parts) {
      step(part, skipped);
    }
    if (numbers.stream().anyMatch(java.util.Objects::nonNull)) {
      result = Picking.index(result, numbers);
      gradFn = "IndexBackward0";
    }
  }

  /** Whether PyTorch takes a list of subscripts for a tuple of them. */
  private static boolean isTuple(ListValue list) {
    return list.items().stream()
        .anyMatch(item ->
            (item instanceof TensorValue tensor && tensor.tensor().dim() > 0)
                || item instanceof ListValue
                || item instanceof SliceValue
                || item instanceof Ellipsis
                || item instanceof None);
  }

  /** How many dimensions of the tensor a part of the subscript is about. */
  private static int dimensions(Object part) {
    return switch (part) {
      case Ellipsis ellipsis -> 0;
      case None none -> 0;
      case TensorValue mask when mask.dtype() == DType.BOOL -> mask.tensor().dim();
      case Boolean bool -> 0;
      default -> 1;
    };
  }

  private void step(Object part, int skipped) {
    switch (part) {
      case Ellipsis ellipsis -> pass(skipped);
      case None none -> {
        result = result.unsqueeze(dim);
        gradFn = "UnsqueezeBackward0";
        pass(1);
      }
      case Long number -> {
        result = Arrangement.select(result, dim, Math.toIntExact(number));
        gradFn = "SelectBackward0";
      }
      case SliceValue slice -> slice(slice);
      case TensorValue tensor -> pick(tensor);
      case ListValue list when list.items().isEmpty() ->
          pick(TensorValue.of(Tensor.ofWhole(Shape.of(0))));
      case ListValue list -> pick(Creation.tensor(list, position, session));
      case Boolean bool ->
          throw ErrorKind.INDEX_ERROR.at(
              position, "a plain bool as a subscript is not taken; use a bool tensor");
      default ->
          throw ErrorKind.INDEX_ERROR.at(
              position,
              "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are"
                  + " valid indices (got "
                  + Scalars.typeName(part)
                  + ")");
    }
  }

  private void pass(int dims) {
    for (int i = 0; i < dims; i++) {
      numbers.add(null);
    }
    dim += dims;
  }

  private void slice(SliceValue slice) {
    int size = result.size(dim);
    long step = bound(slice.step(), 1);
    if (step < 1) {
      throw ErrorKind.VALUE_ERROR.at(position, "step must be greater than zero");
    }
    int start = (int) Math.clamp(bound(slice.start(), 0), -size - 1L, size);
    int stop = (int) Math.clamp(bound(slice.stop(), size), -size - 1L, size);
    if (start != 0 || stop != size || step != 1) {
      int stride = (int) Math.min(step, Math.max(size, 1));
      result = result.slice(dim, Math.max(start, -size), Math.max(stop, -size), stride);
      gradFn = "SliceBackward0";
    }
    pass(1);
  }

  private long bound(Object value, long fallback) {
    return switch (value) {
      case None none -> fallback;
      case Object number when Scalars.isInteger(number) -> Scalars.toLong(number);
      default ->
          throw ErrorKind.TYPE_ERROR.at(
              position,
              "slice indices must be integers or None or have an __index__ method, got "
                  + Scalars.typeName(value));
    };
  }

  private void pick(TensorValue index) {
    switch (index.dtype()) {
      case INT8, INT16, INT32, INT64 -> {
        numbers.add(index.tensor().to(DType.INT64));
        dim++;
      }
      case BOOL -> mask(index.tensor());
      case UINT8 -> mask(index.tensor().to(DType.BOOL));
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 ->
          throw ErrorKind.INDEX_ERROR.at(
              position,
              "tensors used as indices must be long, int, byte or bool tensors, got "
                  + index.dtype());
    }
  }

  /** How many elements a mask picks depends on its values, which a recording does not have. */
  private void mask(Tensor mask) {
    requireMask(mask, result.shape(), dim);
    int[] found;
    try {
      found = Picking.nonzero(mask);
    } catch (IllegalStateException e) {
      throw ErrorKind.RUNTIME_ERROR.at(
          position,
          "how many elements a mask picks depends on values, which exist only once the recorded"
              + " step runs; use torch.where(mask, x, other) or x * mask, which keep the shape");
    }
    int[] strides = new int[mask.dim()];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = mask.shape().span(i + 1, mask.dim());
    }
    for (int i = 0; i < mask.dim(); i++) {
      session.claim(Shape.of(found.length), position);
      long[] places = new long[found.length];
      for (int k = 0; k < found.length; k++) {
        places[k] = found[k] / strides[i] % mask.size(i);
      }
      numbers.add(Tensor.ofWhole(Shape.of(found.length), places));
      dim++;
    }
  }
}
