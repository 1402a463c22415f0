package io.trainyard.script.torch;

import io.trainyard.script.value.DType;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Python's operators where one side is a tensor. */
final class Operators {

  private Operators() {}

  static Object binary(String operator, Object left, Object right, Position position) {
    if (!isOperand(left) || !isOperand(right)) {
      if (operator.equals("==") || operator.equals("!=")) {
        return operator.equals("!=");
      }
      throw ErrorKind.TYPE_ERROR.at(
          position,
          "unsupported operand type(s) for "
              + operator
              + ": '"
              + Scalars.typeName(left)
              + "' and '"
              + Scalars.typeName(right)
              + "'");
    }
    return switch (operator) {
      case "+" -> add(left, right);
      case "-" -> sub(left, right);
      case "*" -> mul(left, right);
      case "/" -> div(left, right);
      case "//" -> floorDivide(left, right);
      case "%" -> remainder(left, right);
      case "**" -> pow(left, right);
      case "@" -> matmul(left, right, position);
      case "&", "|", "^" -> logical(operator, left, right, position);
      case "==", "!=", "<", "<=", ">", ">=" -> compare(operator, left, right);
      default -> throw ErrorKind.TYPE_ERROR.at(position, "tensors have no operator " + operator);
    };
  }

  static boolean isOperand(Object value) {
    return value instanceof TensorValue || Scalars.isNumber(value);
  }

  private static DType promoted(Object left, Object right) {
    return Scalars.dtype(left).promote(Scalars.dtype(right));
  }

  private static Tensor tensor(Object value) {
    return Scalars.tensor(value).tensor();
  }

  /** The number a plain value is; null for a tensor. */
  private static @Nullable Double plain(Object value) {
    return value instanceof TensorValue ? null : (Double) (double) Scalars.toFloat(value);
  }

  private static TensorValue made(Tensor result, DType dtype, String name) {
    return new TensorValue(result, dtype, name + "Backward0");
  }

  static TensorValue add(Object left, Object right) {
    DType dtype = promoted(left, right);
    Double number = plain(right);
    Double first = plain(left);
    Tensor sum =
        number != null
            ? tensor(left).add(number)
            : first != null ? tensor(right).add(first) : tensor(left).add(tensor(right));
    return made(dtype == DType.BOOL ? truth(sum) : sum, dtype, "Add");
  }

  /** 1 where a tensor is not 0. */
  static Tensor truth(Tensor x) {
    return x.ne(Tensor.scalar(0));
  }

  static TensorValue sub(Object left, Object right) {
    DType dtype = promoted(left, right);
    if (Scalars.dtype(left) == DType.BOOL && Scalars.dtype(right) == DType.BOOL) {
      throw new IllegalStateException(
          "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or"
              + " `logical_xor()` operator instead.");
    }
    Double number = plain(right);
    if (number != null) {
      return made(tensor(left).sub(number), dtype, "Sub");
    }
    Double first = plain(left);
    return first != null
        ? new TensorValue(tensor(right).neg().add(first), dtype, "RsubBackward1")
        : made(tensor(left).sub(tensor(right)), dtype, "Sub");
  }

  static TensorValue mul(Object left, Object right) {
    Double number = plain(right);
    Double first = plain(left);
    Tensor product =
        number != null
            ? tensor(left).mul(number)
            : first != null ? tensor(right).mul(first) : tensor(left).mul(tensor(right));
    return made(product, promoted(left, right), "Mul");
  }

  static TensorValue div(Object left, Object right) {
    Double number = plain(right);
    Double first = plain(left);
    if (number != null) {
      return made(tensor(left).div(number), DType.FLOAT32, "Div");
    }
    return first != null
        ? made(tensor(right).reciprocal().mul(first), DType.FLOAT32, "Mul")
        : made(tensor(left).div(tensor(right)), DType.FLOAT32, "Div");
  }

  static TensorValue floorDivide(Object left, Object right) {
    DType dtype = promoted(left, right);
    requireNonZero(dtype, right);
    return made(tensor(left).floorDivide(tensor(right)), dtype, "FloorDivide");
  }

  static TensorValue remainder(Object left, Object right) {
    DType dtype = promoted(left, right);
    requireNonZero(dtype, right);
    return new TensorValue(
        tensor(left).remainder(tensor(right)),
        dtype,
        right instanceof TensorValue ? "RemainderBackward1" : "RemainderBackward0");
  }

  private static void requireNonZero(DType dtype, Object divisor) {
    Double number = plain(divisor);
    if (!dtype.isFloatingPoint() && number != null && number == 0) {
      throw new IllegalStateException("ZeroDivisionError");
    }
  }

  static TensorValue pow(Object base, Object exponent) {
    DType dtype = promoted(base, exponent);
    Double number = plain(exponent);
    if (number != null) {
      if (!dtype.isFloatingPoint() && number < 0) {
        throw new IllegalStateException("Integers to negative integer powers are not allowed.");
      }
      return made(tensor(base).pow(number), dtype, "Pow");
    }
    return new TensorValue(
        tensor(base).pow(tensor(exponent)),
        dtype,
        base instanceof TensorValue ? "PowBackward1" : "PowBackward2");
  }

  private static TensorValue matmul(Object left, Object right, Position position) {
    if (!(left instanceof TensorValue a) || !(right instanceof TensorValue b)) {
      throw ErrorKind.TYPE_ERROR.at(
          position,
          "unsupported operand type(s) for @: '"
              + Scalars.typeName(left)
              + "' and '"
              + Scalars.typeName(right)
              + "'");
    }
    return matmul(a, b);
  }

  static TensorValue matmul(TensorValue a, TensorValue b) {
    if (a.dtype() != b.dtype()) {
      throw new IllegalStateException(
          "expected m1 and m2 to have the same dtype, but got: "
              + cType(a.dtype())
              + " != "
              + cType(b.dtype()));
    }
    Tensor product = a.tensor().matmul(b.tensor());
    return new TensorValue(product, a.dtype(), matmulName(a.tensor().dim(), b.tensor().dim()));
  }

  private static String cType(DType dtype) {
    return switch (dtype) {
      case BOOL -> "bool";
      case INT64 -> "long long";
      case FLOAT32 -> "float";
    };
  }

  private static String matmulName(int left, int right) {
    if (left == 1 && right == 1) {
      return "DotBackward0";
    }
    if (left <= 2 && right <= 2) {
      return left == 1 ? "SqueezeBackward4" : right == 1 ? "MvBackward0" : "MmBackward0";
    }
    return "UnsafeViewBackward0";
  }

  private static TensorValue logical(
      String operator, Object left, Object right, Position position) {
    if (promoted(left, right) != DType.BOOL) {
      throw ErrorKind.TYPE_ERROR.at(
          position,
          "the operator "
              + operator
              + " takes bool tensors here, got "
              + Scalars.dtype(left)
              + " and "
              + Scalars.dtype(right));
    }
    Tensor a = tensor(left);
    Tensor b = tensor(right);
    return new TensorValue(
        switch (operator) {
          case "&" -> a.mul(b);
          case "|" -> a.maximum(b);
          default -> a.ne(b);
        },
        DType.BOOL);
  }

  static TensorValue compare(String operator, Object left, Object right) {
    Tensor a = tensor(left);
    Tensor b = tensor(right);
    return new TensorValue(
        switch (operator) {
          case "==" -> a.eq(b);
          case "!=" -> a.ne(b);
          case "<" -> a.lt(b);
          case "<=" -> a.le(b);
          case ">" -> a.gt(b);
          default -> a.ge(b);
        },
        DType.BOOL);
  }

  static Object unary(String operator, TensorValue operand, Position position) {
    Tensor x = operand.tensor();
    boolean isBool = operand.dtype() == DType.BOOL;
    return switch (operator) {
      case "+" -> operand;
      case "-" -> {
        if (isBool) {
          throw ErrorKind.RUNTIME_ERROR.at(
              position,
              "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to"
                  + " invert a mask, use the `~` or `logical_not()` operator instead.");
        }
        yield made(x.neg(), operand.dtype(), "Neg");
      }
      case "~" -> {
        if (operand.dtype() == DType.FLOAT32) {
          throw ErrorKind.TYPE_ERROR.at(
              position,
              "~ (operator.invert) is only implemented on integer and Boolean-type tensors");
        }
        yield new TensorValue(isBool ? x.logicalNot() : x.neg().add(-1), operand.dtype());
      }
      default -> throw ErrorKind.TYPE_ERROR.at(position, "tensors have no operator " + operator);
    };
  }
}
