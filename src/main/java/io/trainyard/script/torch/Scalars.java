package io.trainyard.script.torch;

import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DType;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plain values of a text seen as numbers, lists or tensors. */
final class Scalars {

  /** From here on a float no longer holds every whole number. */
  private static final long EXACT = 1L << 24;

  private Scalars() {}

  static boolean isNumber(Object value) {
    return value instanceof Double || isInteger(value) || value instanceof Boolean;
  }

  static boolean isInteger(Object value) {
    return value instanceof Long
        || value instanceof Boolean
        || (value instanceof TensorValue tensor
            && tensor.dtype() == DType.INT64
            && tensor.tensor().numel() == 1);
  }

  static double toDouble(Object value) {
    return switch (value) {
      case Boolean bool -> bool ? 1 : 0;
      case Number number -> number.doubleValue();
      case TensorValue tensor -> tensor.tensor().item();
      default -> throw new IllegalArgumentException(typeName(value) + " is not a number");
    };
  }

  static long toLong(Object value) {
    return value instanceof Long number ? number : (long) toDouble(value);
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
        : new TensorValue(Tensor.scalar(toFloat(number)), dtype(number));
  }

  /**
   * @throws IllegalArgumentException for whole numbers that a float does not hold exactly
   */
  static float toFloat(Object number) {
    if (number instanceof Long whole && Math.abs(whole) > EXACT) {
      throw new IllegalArgumentException(
          "whole numbers in tensors are held exactly up to 2^24 = 16777216, got " + whole);
    }
    return (float) toDouble(number);
  }

  /** A number of a tensor as a plain value. */
  static Object plain(float value, DType dtype) {
    return switch (dtype) {
      case BOOL -> value != 0;
      case INT64 -> (long) value;
      case FLOAT32 -> (double) value;
    };
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
