package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Identity;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operators that a class of the text defines.
 *
 * @see <a href="https://docs.python.org/3/reference/datamodel.html#emulating-numeric-types">
 *     Emulating numeric types</a>
 */
final class Overloads {

  private static final Map<String, String> BINARY =
      Map.ofEntries(
          Map.entry("+", "add"),
          Map.entry("-", "sub"),
          Map.entry("*", "mul"),
          Map.entry("/", "truediv"),
          Map.entry("//", "floordiv"),
          Map.entry("%", "mod"),
          Map.entry("**", "pow"),
          Map.entry("@", "matmul"),
          Map.entry("&", "and"),
          Map.entry("|", "or"),
          Map.entry("^", "xor"),
          Map.entry("<<", "lshift"),
          Map.entry(">>", "rshift"));

  private static final Map<String, String> COMPARISONS =
      Map.of("==", "eq", "!=", "ne", "<", "lt", "<=", "le", ">", "gt", ">=", "ge");

  private static final Map<String, String> MIRRORED =
      Map.of("==", "==", "!=", "!=", "<", ">", "<=", ">=", ">", "<", ">=", "<=");

  private Overloads() {}

  /** The result where one side says what it is; else null. */
  static @Nullable Object binary(
      String operator, Object left, Object right, Position position, Session session) {
    if (!(left instanceof Instance) && !(right instanceof Instance)) {
      return null;
    }
    String name = BINARY.get(operator);
    Object result = asked(left, "__" + name + "__", List.of(right), position, session);
    return result != null
        ? result
        : asked(right, "__r" + name + "__", List.of(left), position, session);
  }

  /** As {@link #binary}, of {@code left += right}. */
  static @Nullable Object inPlace(
      String operator, Object left, Object right, Position position, Session session) {
    return left instanceof Instance
        ? asked(left, "__i" + BINARY.get(operator) + "__", List.of(right), position, session)
        : null;
  }

  static @Nullable Object compare(
      String operator, Object left, Object right, Position position, Session session) {
    if (!(left instanceof Instance) && !(right instanceof Instance)) {
      return null;
    }
    String name = COMPARISONS.get(operator);
    Object result = asked(left, "__" + name + "__", List.of(right), position, session);
    if (result == null) {
      String mirrored = COMPARISONS.get(MIRRORED.get(operator));
      result = asked(right, "__" + mirrored + "__", List.of(left), position, session);
    }
    if (result == null && operator.equals("!=")) {
      Object equal = compare("==", left, right, position, session);
      return equal == null ? null : (Object) !Comparisons.truth(equal, position, session);
    }
    return result;
  }

  static @Nullable Object unary(
      String operator, Object operand, Position position, Session session) {
    String name =
        switch (operator) {
          case "-" -> "__neg__";
          case "+" -> "__pos__";
          default -> "__invert__";
        };
    return asked(operand, name, List.of(), position, session);
  }

  /** What a method of an object gives; null where it has none or does not know. */
  static @Nullable Object asked(
      Object value, String name, List<Object> arguments, Position position, Session session) {
    if (!(Attributes.special(value, name) instanceof Callable method)) {
      return null;
    }
    Object result = method.call(new Call(position, arguments, Map.of(), session));
    return Identity.same(result, Builtins.NOT_IMPLEMENTED) ? null : result;
  }
}
