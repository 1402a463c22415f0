package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.DType;
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
      case "&", "|", "^", "<<", ">>" -> bits(operator, left, right);
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

  /** A side as the tensor that it is, or a plain number as one of the type of both together. */
  private static Tensor tensor(Object value, DType both) {
    return Scalars.tensor(value, both);
  }

  /** The float that a plain value is beside floats; null for a tensor, or where both are whole. */
  private static @Nullable Double plain(Object value, DType both) {
    if (value instanceof TensorValue || !both.isFloatingPoint()) {
      return null;
    }
    double exact = Scalars.toDouble(value);
    return both == DType.FLOAT64 ? exact : (double) (float) exact;
  }

  private static TensorValue made(Tensor result, String name) {
    return new TensorValue(result, name + "Backward0");
  }

  static TensorValue add(Object left, Object right) {
    DType both = promoted(left, right);
    Double number = plain(right, both);
    Double first = plain(left, both);
    Tensor sum =
        number != null
            ? tensor(left, both).add(number)
            : first != null
                ? tensor(right, both).add(first)
                : tensor(left, both).add(tensor(right, both));
    return made(sum, "Add");
  }

  /** 1 where a tensor is not 0. */
  static Tensor truth(Tensor x) {
    return x.dtype() == DType.BOOL ? x : x.to(DType.BOOL);
  }

  static TensorValue sub(Object left, Object right) {
    DType both = promoted(left, right);
    if (both == DType.BOOL) {
      throw new IllegalStateException(
          "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or"
              + " `logical_xor()` operator instead.");
    }
    Double number = plain(right, both);
    if (number != null) {
      return made(tensor(left, both).sub(number), "Sub");
    }
    Double first = plain(left, both);
    return first != null
        ? new TensorValue(tensor(right, both).neg().add(first), "RsubBackward1")
        : made(tensor(left, both).sub(tensor(right, both)), "Sub");
  }

  static TensorValue mul(Object left, Object right) {
    DType both = promoted(left, right);
    Double number = plain(right, both);
    Double first = plain(left, both);
    Tensor product =
        number != null
            ? tensor(left, both).mul(number)
            : first != null
                ? tensor(right, both).mul(first)
                : tensor(left, both).mul(tensor(right, both));
    return made(product, "Mul");
  }

  static TensorValue div(Object left, Object right) {
    DType both = promoted(left, right).promote(DType.FLOAT32);
    Double number = plain(right, both);
    Double first = plain(left, both);
    if (number != null) {
      return made(tensor(left, both).div(number), "Div");
    }
    return first != null
        ? made(tensor(right, both).reciprocal().mul(first), "Mul")
        : made(tensor(left, both).div(tensor(right, both)), "Div");
  }

  static TensorValue floorDivide(Object left, Object right) {
    DType both = promoted(left, right);
    return made(tensor(left, both).floorDivide(tensor(right, both)), "FloorDivide");
  }

  static TensorValue remainder(Object left, Object right) {
    DType both = promoted(left, right);
    return new TensorValue(
        tensor(left, both).remainder(tensor(right, both)),
        right instanceof TensorValue ? "RemainderBackward1" : "RemainderBackward0");
  }

  static TensorValue pow(Object base, Object exponent) {
    DType both = promoted(base, exponent);
    Double number = plain(exponent, both);
    if (number != null) {
      return made(tensor(base, both).pow(number), "Pow");
    }
    if (exponent instanceof Long whole && whole < 0) {
      throw new IllegalStateException("Integers to negative integer powers are not allowed.");
    }
    return new TensorValue(
        tensor(base, both).pow(tensor(exponent, both)),
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
    return new TensorValue(product.to(a.dtype()), matmulName(a.tensor().dim(), b.tensor().dim()));
  }

  private static String cType(DType dtype) {
    return switch (dtype) {
      case BOOL -> "bool";
      case UINT8 -> "unsigned char";
      case INT8 -> "signed char";
      case INT16 -> "short";
      case INT32 -> "int";
      case INT64 -> "long long";
      case FLOAT16 -> "c10::Half";
      case BFLOAT16 -> "c10::BFloat16";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
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

  /** What {@code &}, {@code |}, {@code ^}, {@code <<} and {@code >>} do. */
  static TensorValue bits(String operator, Object left, Object right) {
    DType both = promoted(left, right);
    if (both.isFloatingPoint()) {
      String function =
          switch (operator) {
            case "&" -> "bitwise_and_cpu";
            case "|" -> "bitwise_or_cpu";
            case "^" -> "bitwise_xor_cpu";
            case "<<" -> "lshift_cpu";
            default -> "rshift_cpu";
          };
      throw new IllegalStateException("\"" + function + "\" not implemented for 'Float'");
    }
    Tensor a = tensor(left, both);
    Tensor b = tensor(right, both);
    return TensorValue.of(
        switch (operator) {
          case "&" -> a.and(b);
          case "|" -> a.or(b);
          case "^" -> a.xor(b);
          case "<<" -> a.shiftUp(b);
          default -> a.shiftDown(b);
        });
  }

  static TensorValue compare(String operator, Object left, Object right) {
    DType both = promoted(left, right);
    Tensor a = tensor(left, both);
    Tensor b = tensor(right, both);
    return TensorValue.of(
        switch (operator) {
          case "==" -> a.eq(b);
          case "!=" -> a.ne(b);
          case "<" -> a.lt(b);
          case "<=" -> a.le(b);
          case ">" -> a.gt(b);
          default -> a.ge(b);
        });
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
        yield made(x.neg(), "Neg");
      }
      case "~" -> {
        if (operand.dtype().isFloatingPoint()) {
          throw ErrorKind.TYPE_ERROR.at(
              position,
              "~ (operator.invert) is only implemented on integer and Boolean-type tensors");
        }
        yield TensorValue.of(isBool ? x.logicalNot() : x.xor(Tensor.whole(-1)));
      }
      default -> throw ErrorKind.TYPE_ERROR.at(position, "tensors have no operator " + operator);
    };
  }
}
