package io.trainyard.script.torch;

import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Plain values of a text seen as numbers, lists or tensors. */
final class Scalars {

  private Scalars() {}

  static boolean isNumber(Object value) {
    return value instanceof Double || isInteger(value) || value instanceof Boolean;
  }

  static boolean isInteger(Object value) {
    return value instanceof Long
        || value instanceof Boolean
        || (value instanceof TensorValue tensor
            && tensor.dtype().isWhole()
            && tensor.tensor().numel() == 1);
  }

  static double toDouble(Object value) {
    return switch (value) {
      case Boolean bool -> bool ? 1 : 0;
      case Number number -> number.doubleValue();
      case TensorValue tensor when tensor.dtype().isWhole() -> tensor.tensor().wholeItem();
      case TensorValue tensor -> tensor.tensor().exactItem();
      default -> throw new IllegalArgumentException(typeName(value) + " is not a number");
    };
  }

  static long toLong(Object value) {
    return switch (value) {
      case Long number -> number;
      case TensorValue tensor when tensor.dtype().isWhole() -> tensor.tensor().wholeItem();
      default -> (long) toDouble(value);
    };
  }

  /** A number as a long where it is whole, else as a double. */
  static Number number(Object value) {
    return dtype(value).isWhole() ? (Number) toLong(value) : (Number) toDouble(value);
  }

  /** The items of a list or a tuple; null for anything else. */
  static @Nullable List<Object> items(Object value) {
    return switch (value) {
      case ListValue list -> list.items();
      case TupleValue tuple -> tuple.items();
      default -> null;
    };
  }

  static DType dtype(Object number) {
    return switch (number) {
      case Boolean bool -> DType.BOOL;
      case Long whole -> DType.INT64;
      case TensorValue tensor -> tensor.dtype();
      default -> DType.FLOAT32;
    };
  }

  /** A number as a tensor without dimensions. */
  static TensorValue tensor(Object number) {
    return number instanceof TensorValue tensor
        ? tensor
        : TensorValue.of(tensor(number, DType.BOOL));
  }

  /** A plain number as a tensor of a type, or of its own where that is larger. */
  static Tensor tensor(Object number, DType least) {
    return number instanceof TensorValue tensor
        ? tensor.tensor()
        : Tensor.scalar(number(number), dtype(number).promote(least));
  }

  /** The number in a tensor of one element as a plain value. */
  static Object item(Tensor tensor) {
    return switch (tensor.dtype()) {
      case BOOL -> tensor.item() != 0;
      case UINT8, INT8, INT16, INT32, INT64 -> tensor.wholeItem();
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> tensor.exactItem();
    };
  }

  /** The elements of a tensor as plain values, by their places. */
  static IntFunction<Object> plain(Tensor tensor) {
    if (tensor.dtype().isWhole()) {
      long[] wholes = tensor.toWholeArray();
      return at -> wholes[at];
    }
    double[] values = tensor.toDoubleArray();
    return tensor.dtype() == DType.BOOL ? at -> values[at] != 0 : at -> values[at];
  }

  /** Python's name for the type of a value. */
  static String typeName(Object value) {
    return switch (value) {
      case None none -> "NoneType";
      case Boolean bool -> "bool";
      case Long whole -> "int";
      case Double number -> "float";
      case String text -> "str";
      case ListValue list -> "list";
      case TupleValue tuple -> tuple.type().isEmpty() ? "tuple" : tuple.type();
      case DictValue dict -> "dict";
      case TensorValue tensor -> "Tensor";
      case DType dtype -> "torch.dtype";
      case Callable function -> "function";
      default -> value.getClass().getSimpleName();
    };
  }
}
