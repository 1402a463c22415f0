package io.trainyard.script.interpreter;

import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.DictView;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Identity;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.RangeValue;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.TupleValue;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is equal, less, contained or true, as Python sees it. */
final class Comparisons {

  /** Deeper lists in lists are compared by no text that people write. */
  private static final int DEEPEST = 50;

  private Comparisons() {}

  /** The value of {@code left operator right}: a bool, or a tensor of bools. */
  static Object compare(
      String operator, Object left, Object right, Position position, Session session) {
    return switch (operator) {
      case "is" -> identical(left, right, session);
      case "is not" -> !identical(left, right, session);
      case "in" -> contains(right, left, position, session);
      case "not in" -> !contains(right, left, position, session);
      default -> {
        Object own = Overloads.compare(operator, left, right, position, session);
        if (own != null) {
          yield own;
        }
        Object ofKind = ofKind(operator, left, right, position, session);
        yield ofKind == null ? compared(operator, left, right, position, session) : ofKind;
      }
    };
  }

  /** What the kind of one side says; null where neither side has one that knows. */
  private static @Nullable Object ofKind(
      String operator, Object left, Object right, Position position, Session session) {
    Kind kind = session.kind(left, right);
    return kind == null ? null : kind.binary(operator, left, right, position, session);
  }

  private static boolean compared(
      String operator, Object left, Object right, Position position, Session session) {
    return switch (operator) {
      case "==" -> equal(left, right, 0, position, session);
      case "!=" -> !equal(left, right, 0, position, session);
      case "<" -> order(operator, left, right, 0, position, session) < 0;
      case "<=" -> order(operator, left, right, 0, position, session) <= 0;
      case ">" -> order(operator, left, right, 0, position, session) > 0;
      default -> order(operator, left, right, 0, position, session) >= 0;
    };
  }

  private static boolean identical(Object left, Object right, Session session) {
    // Small numbers, strings and bools are the same objects in Python; here they are compared.
    return Identity.same(left, right)
        || (left.getClass() == right.getClass()
            && (left instanceof Boolean
                || left instanceof Long
                || left instanceof String
                || left instanceof NativeType
                || session.kind(left) != null)
            && left.equals(right));
  }

  static boolean equal(Object left, Object right, Position position, Session session) {
    return equal(left, right, 0, position, session);
  }

  private static boolean equal(
      Object left, Object right, int depth, Position position, Session session) {
    session.step(position);
    if (Identity.same(left, right)) {
      return true;
    }
    if (Arithmetic.isNumber(left) && Arithmetic.isNumber(right)) {
      return left instanceof Long a && right instanceof Long b
          ? a.equals(b)
          : Arithmetic.toDouble(left) == Arithmetic.toDouble(right);
    }
    if (left instanceof ListValue a && right instanceof ListValue b) {
      return equal(a.items(), b.items(), deeper(depth, position), position, session);
    }
    if (left instanceof TupleValue a && right instanceof TupleValue b) {
      return equal(a.items(), b.items(), deeper(depth, position), position, session);
    }
    if (left instanceof DictValue a && right instanceof DictValue b) {
      session.passes(a.size(), position);
      return a.size() == b.size()
          && a.keys().stream()
              .allMatch(key ->
                  b.contains(key)
                      && equal(
                          Objects.requireNonNull(a.get(key)),
                          Objects.requireNonNull(b.get(key)),
                          deeper(depth, position),
                          position,
                          session));
    }
    if (left instanceof DictView one && one.part() != DictView.Part.VALUES) {
      return equal(new SetValue(one.shown()), right, depth, position, session);
    }
    if (right instanceof DictView other && other.part() != DictView.Part.VALUES) {
      return equal(left, new SetValue(other.shown()), depth, position, session);
    }
    if (left instanceof SetValue a && right instanceof SetValue b) {
      session.passes(a.size(), position);
      return a.size() == b.size() && a.items().stream().allMatch(b::contains);
    }
    Object ofKind = ofKind("==", left, right, position, session);
    if (ofKind != null) {
      return truth(ofKind, position, session);
    }
    Object own = Overloads.compare("==", left, right, position, session);
    if (own != null) {
      return truth(own, position, session);
    }
    if (left instanceof String a && right instanceof String b && a.length() == b.length()) {
      session.passes(a.length(), position);
    }
    return left.equals(right);
  }

  private static boolean equal(
      List<Object> left, List<Object> right, int depth, Position position, Session session) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i), depth, position, session)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a value is still what it was, to the type. */
  static boolean unchanged(Object before, Object now, Position position, Session session) {
    if (before instanceof TupleValue && now instanceof TupleValue) {
      return equal(before, now, position, session);
    }
    return Identity.same(before, now) || before.equals(now);
  }

  private static int deeper(int depth, Position position) {
    if (depth >= DEEPEST) {
      throw ErrorKind.LIMIT_ERROR.at(position, "values nested this deep cannot be compared");
    }
    return depth + 1;
  }

  /** Less than 0, 0 or more than 0, as {@link java.util.Comparator} has it. */
  static int order(Object left, Object right, Position position, Session session) {
    return order("<", left, right, 0, position, session);
  }

  private static int order(
      String operator, Object left, Object right, int depth, Position position, Session session) {
    session.step(position);
    if (Arithmetic.isNumber(left) && Arithmetic.isNumber(right)) {
      if (left instanceof Long a && right instanceof Long b) {
        return Long.compare(a, b);
      }
      double a = Arithmetic.toDouble(left);
      double b = Arithmetic.toDouble(right);
      if (Double.isNaN(a) || Double.isNaN(b)) {
        return operator.startsWith("<") ? 1 : -1;
      }
      return a < b ? -1 : a > b ? 1 : 0;
    }
    if (left instanceof String a && right instanceof String b) {
      session.passes(Math.min(a.length(), b.length()), position);
      return a.compareTo(b);
    }
    Object own = Overloads.compare("<", left, right, position, session);
    if (own != null) {
      return truth(own, position, session)
          ? -1
          : truth(
                  Objects.requireNonNull(Overloads.compare("<", right, left, position, session)),
                  position,
                  session)
              ? 1
              : 0;
    }
    Object isLess = ofKind("<", left, right, position, session);
    if (isLess != null) {
      return truth(isLess, position, session)
          ? -1
          : truth(
                  Objects.requireNonNull(ofKind("<", right, left, position, session)),
                  position,
                  session)
              ? 1
              : 0;
    }
    List<Object> a = ordered(operator, left, right, position, session);
    List<Object> b = ordered(operator, right, left, position, session);
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!equal(a.get(i), b.get(i), depth, position, session)) {
        return order(operator, a.get(i), b.get(i), deeper(depth, position), position, session);
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static List<Object> ordered(
      String operator, Object value, Object other, Position position, Session session) {
    if (value instanceof ListValue list && other instanceof ListValue) {
      return list.items();
    }
    if (value instanceof TupleValue tuple && other instanceof TupleValue) {
      return tuple.items();
    }
    throw notOrdered(operator, value, other, position, session);
  }

  private static ScriptException notOrdered(
      String operator, Object left, Object right, Position position, Session session) {
    return ErrorKind.TYPE_ERROR.at(
        position,
        "'"
            + operator
            + "' is not defined between '"
            + Types.name(left, session)
            + "' and '"
            + Types.name(right, session)
            + "'");
  }

  private static boolean contains(
      Object container, Object item, Position position, Session session) {
    return switch (container) {
      case String text when item instanceof String part ->
          new TextSearch(text, part, position, session).from(0) >= 0;
      case DictValue dict -> dict.contains(Keys.checked(item, position, session));
      case SetValue set -> set.contains(Keys.checked(item, position, session));
      case DictView(DictValue dict, DictView.Part part) when part == DictView.Part.KEYS ->
          dict.contains(Keys.checked(item, position, session));
      case Instance instance when Attributes.special(instance, "__contains__") != null -> {
        Object answer = Overloads.asked(instance, "__contains__", List.of(item), position, session);
        yield answer != null && truth(answer, position, session);
      }
      case Object other -> {
        Kind kind = session.kind(container);
        Boolean answer = kind == null ? null : kind.contains(container, item, position, session);
        if (answer != null) {
          yield answer;
        }
        Iterator<Object> items = Iteration.over(other, position, session);
        boolean found = false;
        while (!found && items.hasNext()) {
          found = equal(items.next(), item, 0, position, session);
        }
        yield found;
      }
    };
  }

  /** Whether Python takes a value for true. */
  static boolean truth(Object value, Position position, Session session) {
    return switch (value) {
      case Boolean bool -> bool;
      case None none -> false;
      case Long whole -> whole != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case ListValue list -> !list.items().isEmpty();
      case TupleValue tuple -> !tuple.items().isEmpty();
      case DictValue dict -> dict.size() > 0;
      case SetValue set -> set.size() > 0;
      case DictView view -> view.dict().size() > 0;
      case RangeValue range -> range.length() > 0;
      case Instance instance when Attributes.special(instance, "__bool__") != null -> {
        Object answer = Overloads.asked(instance, "__bool__", List.of(), position, session);
        yield answer != null && truth(answer, position, session);
      }
      case Instance instance when instance.type().find("__len__") != null ->
          Iteration.length(value, position, session) != 0;
      default -> {
        Kind kind = session.kind(value);
        yield kind == null || kind.truth(value, position, session);
      }
    };
  }
}
