package io.trainyard.script.interpreter;

import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.DictView;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.TupleValue;
import java.util.ArrayList;
import java.util.List;

/** Operators between values, as Python computes them. */
final class Arithmetic {

  private Arithmetic() {}

  static Object binary(
      String operator, Object left, Object right, Position position, Session session) {
    if (operator.equals("%") && left instanceof String format) {
      return Formats.percent(format, right, position, session);
    }
    Object own = Overloads.binary(operator, left, right, position, session);
    if (own != null) {
      return own;
    }
    if (isNumber(left) && isNumber(right)) {
      return numbers(operator, left, right, position, session);
    }
    Kind kind = session.kind(left, right);
    Object ofKind = kind == null ? null : kind.binary(operator, left, right, position, session);
    if (ofKind != null) {
      return ofKind;
    }
    if (left instanceof DictView view && "|&-^".contains(operator)) {
      return binary(operator, new SetValue(view.shown()), right, position, session);
    }
    if (right instanceof DictView view && "|&-^".contains(operator)) {
      return binary(operator, left, new SetValue(view.shown()), position, session);
    }
    if (left instanceof SetValue a && right instanceof SetValue b && "|&-^".contains(operator)) {
      session.claimItems((long) a.items().size() + b.items().size(), position);
      return sets(operator, a, b);
    }
    if (operator.equals("|") && left instanceof DictValue a && right instanceof DictValue b) {
      session.claimItems((long) a.size() + b.size(), position);
      var both = new DictValue();
      both.putAll(a);
      both.putAll(b);
      return both;
    }
    return switch (operator) {
      case "+" -> joined(left, right, position, session);
      case "*" -> repeated(left, right, position, session);
      default -> throw unsupported(operator, left, right, position, session);
    };
  }

  private static SetValue sets(String operator, SetValue a, SetValue b) {
    var result = new SetValue(List.of());
    for (Object item : a.items()) {
      boolean inBoth = b.contains(item);
      if (operator.equals("|") || operator.equals("&") == inBoth) {
        result.add(item);
      }
    }
    if (operator.equals("|") || operator.equals("^")) {
      b.items().stream()
          .filter(item -> operator.equals("|") || !a.contains(item))
          .forEach(result::add);
    }
    return result;
  }

  private static ScriptException unsupported(
      String operator, Object left, Object right, Position position, Session session) {
    return ErrorKind.TYPE_ERROR.at(
        position,
        "unsupported operand types for "
            + operator
            + ": '"
            + Types.name(left, session)
            + "' and '"
            + Types.name(right, session)
            + "'");
  }

  private static Object joined(Object left, Object right, Position position, Session session) {
    if (left instanceof String a && right instanceof String b) {
      session.claimItems((long) a.length() + b.length(), position);
      return a + b;
    }
    if (left instanceof ListValue a && right instanceof ListValue b) {
      return new ListValue(joined(a.items(), b.items(), position, session));
    }
    if (left instanceof TupleValue a && right instanceof TupleValue b) {
      return new TupleValue(joined(a.items(), b.items(), position, session));
    }
    throw unsupported("+", left, right, position, session);
  }

  private static List<Object> joined(
      List<Object> a, List<Object> b, Position position, Session session) {
    session.claimItems((long) a.size() + b.size(), position);
    List<Object> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static Object repeated(Object left, Object right, Position position, Session session) {
    Object what = left instanceof Long ? right : left;
    if (!((left instanceof Long ? left : right) instanceof Long count)) {
      throw unsupported("*", left, right, position, session);
    }
    long times = Math.max(0, count);
    return switch (what) {
      case String text -> {
        session.claimItems(product(text.length(), times), position);
        yield text.repeat((int) times);
      }
      case ListValue list -> new ListValue(copies(list.items(), times, position, session));
      case TupleValue tuple -> new TupleValue(copies(tuple.items(), times, position, session));
      default -> throw unsupported("*", left, right, position, session);
    };
  }

  private static long product(long a, long b) {
    return a != 0 && b > Integer.MAX_VALUE ? Long.MAX_VALUE : a * b;
  }

  private static List<Object> copies(
      List<Object> items, long times, Position position, Session session) {
    session.claimItems(product(items.size(), times), position);
    List<Object> all = new ArrayList<>();
    if (!items.isEmpty()) {
      for (long i = 0; i < times; i++) {
        all.addAll(items);
      }
    }
    return all;
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  static double toDouble(Object number) {
    return number instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) number).doubleValue();
  }

  /** A whole number that is wanted as what is named. */
  static long integer(Object value, String what, Position position, Session session) {
    return switch (value) {
      case Long whole -> whole;
      case Boolean bool -> bool ? 1 : 0;
      default ->
          throw ErrorKind.TYPE_ERROR.at(
              position, "expects an int for " + what + ", got " + Types.described(value, session));
    };
  }

  private static Object numbers(
      String operator, Object left, Object right, Position position, Session session) {
    if (left instanceof Boolean a && right instanceof Boolean b && "&|^".contains(operator)) {
      return switch (operator) {
        case "&" -> a && b;
        case "|" -> a || b;
        default -> a ^ b;
      };
    }
    try {
      return left instanceof Double || right instanceof Double
          ? floats(operator, left, right, position, session)
          : integers(operator, asLong(left), asLong(right), position, session);
    } catch (ArithmeticException e) {
      throw new ScriptException(
          ErrorKind.LIMIT_ERROR,
          position,
          "the result is beyond the largest whole number, " + Long.MAX_VALUE,
          e);
    }
  }

  private static long asLong(Object number) {
    return number instanceof Boolean bool ? (bool ? 1 : 0) : (Long) number;
  }

  private static Object integers(
      String operator, long a, long b, Position position, Session session) {
    return switch (operator) {
      case "+" -> Math.addExact(a, b);
      case "-" -> Math.subtractExact(a, b);
      case "*" -> Math.multiplyExact(a, b);
      case "/" -> {
        requireDivisor(b == 0, position);
        yield (double) a / b;
      }
      case "//" -> {
        requireDivisor(b == 0, position);
        yield Math.floorDivExact(a, b);
      }
      case "%" -> {
        requireDivisor(b == 0, position);
        yield Math.floorMod(a, b);
      }
      case "**" -> b < 0 ? (Object) power((double) a, (double) b, position) : power(a, b);
      case "&" -> a & b;
      case "|" -> a | b;
      case "^" -> a ^ b;
      case "<<" -> Math.multiplyExact(a, 1L << shift(b, position));
      case ">>" -> b > 62 ? (a < 0 ? -1L : 0L) : a >> shift(b, position);
      default -> throw unsupported(operator, a, b, position, session);
    };
  }

  private static long shift(long by, Position position) {
    if (by < 0) {
      throw ErrorKind.VALUE_ERROR.at(position, "negative shift count");
    }
    if (by > 62) {
      throw new ArithmeticException();
    }
    return by;
  }

  private static void requireDivisor(boolean isZero, Position position) {
    if (isZero) {
      throw ErrorKind.ZERO_DIVISION_ERROR.at(position, "division by zero");
    }
  }

  private static long power(long base, long exponent) {
    if (base == 0 || base == 1 || base == -1) {
      return exponent == 0 ? 1 : base < 0 && exponent % 2 == 0 ? 1 : base;
    }
    if (exponent > 63) {
      throw new ArithmeticException();
    }
    long result = 1;
    for (long i = 0; i < exponent; i++) {
      result = Math.multiplyExact(result, base);
    }
    return result;
  }

  private static double power(double base, double exponent, Position position) {
    if (base == 0 && exponent < 0) {
      throw ErrorKind.ZERO_DIVISION_ERROR.at(position, "0.0 cannot be raised to a negative power");
    }
    if (base < 0 && exponent != Math.rint(exponent)) {
      throw ErrorKind.VALUE_ERROR.at(
          position, "a negative number has no real power of " + exponent);
    }
    return Math.pow(base, exponent);
  }

  private static Object floats(
      String operator, Object left, Object right, Position position, Session session) {
    double a = toDouble(left);
    double b = toDouble(right);
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> {
        requireDivisor(b == 0, position);
        yield a / b;
      }
      case "//" -> {
        requireDivisor(b == 0, position);
        yield Math.floor(a / b);
      }
      case "%" -> {
        requireDivisor(b == 0, position);
        double rest = a % b;
        yield rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
      }
      case "**" -> power(a, b, position);
      default -> throw unsupported(operator, left, right, position, session);
    };
  }

  static Object unary(String operator, Object operand, Position position, Session session) {
    if (operand instanceof Double number && !operator.equals("~")) {
      return operator.equals("-") ? (Object) (-number) : number;
    }
    if (operand instanceof Long || operand instanceof Boolean) {
      long number = asLong(operand);
      return switch (operator) {
        case "-" -> numbers("-", 0L, number, position, session);
        case "~" -> ~number;
        default -> number;
      };
    }
    Object own = Overloads.unary(operator, operand, position, session);
    if (own != null) {
      return own;
    }
    Kind kind = session.kind(operand);
    Object ofKind = kind == null ? null : kind.unary(operator, operand, position, session);
    if (ofKind != null) {
      return ofKind;
    }
    throw ErrorKind.TYPE_ERROR.at(
        position, "bad operand type for " + operator + ": '" + Types.name(operand, session) + "'");
  }
}
