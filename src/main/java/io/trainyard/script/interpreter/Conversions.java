package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code int(x)}, {@code float(x)}, {@code bool(x)} and {@code str(x)}. */
final class Conversions {

  private Conversions() {}

  static Object toInt(Call call) {
    if (call.positional().isEmpty()) {
      return 0L;
    }
    Object base = new Arguments(call, "int", "x", "base?").optional("base");
    Object value = plain(call, "int");
    return switch (value) {
      case Long whole -> whole;
      case Boolean bool -> bool ? 1L : 0L;
      case Double number -> toLong(number, call);
      case String text -> {
        try {
          yield Long.parseLong(text.strip().replace("_", ""), radix(base, call));
        } catch (NumberFormatException e) {
          throw call.error(
              ErrorKind.VALUE_ERROR, "int() cannot read " + Types.described(value, call.session()));
        }
      }
      default -> throw Builtins.notANumber(call, "int", value);
    };
  }

  private static int radix(@Nullable Object base, Call call) {
    if (base == null) {
      return 10;
    }
    if (base instanceof Long given && given >= 2 && given <= Character.MAX_RADIX) {
      return (int) (long) given;
    }
    throw call.error(ErrorKind.VALUE_ERROR, "int() base must be >= 2 and <= 36");
  }

  static Long toLong(double number, Call call) {
    if (Double.isNaN(number)) {
      throw call.error(ErrorKind.VALUE_ERROR, "cannot convert float NaN to integer");
    }
    if (Math.abs(number) >= 0x1p63) {
      throw call.error(
          ErrorKind.LIMIT_ERROR,
          "the number is beyond the largest whole number, " + Long.MAX_VALUE);
    }
    return (long) number;
  }

  static Object toFloat(Call call) {
    if (call.positional().isEmpty()) {
      return 0.0;
    }
    new Arguments(call, "float", "x").get("x");
    Object value = plain(call, "float");
    if (Arithmetic.isNumber(value)) {
      return Arithmetic.toDouble(value);
    }
    if (!(value instanceof String text)) {
      throw Builtins.notANumber(call, "float", value);
    }
    String word = text.strip().toLowerCase(java.util.Locale.ROOT);
    return switch (word) {
      case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> {
        if (word.length() > 400 || !word.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?")) {
          throw call.error(
              ErrorKind.VALUE_ERROR,
              "float() cannot read " + Types.described(value, call.session()));
        }
        yield Double.valueOf(word);
      }
    };
  }

  static Object toBool(Call call) {
    return !call.positional().isEmpty()
        && Comparisons.truth(
            new Arguments(call, "bool", "x").get("x"), call.position(), call.session());
  }

  static Object toStr(Call call) {
    return call.positional().isEmpty()
        ? ""
        : Texts.str(
            new Arguments(call, "str", "object").get("object"), call.position(), call.session());
  }

  private static Object plain(Call call, String function) {
    Object value = call.positional().getFirst();
    for (String special : List.of("__" + function + "__", "__index__")) {
      if (Attributes.special(value, special) instanceof Callable asked) {
        return asked.call(new Call(call.position(), List.of(), Map.of(), call.session()));
      }
    }
    Kind kind = call.session().kind(value);
    return kind == null ? value : kind.number(value, call.position(), call.session());
  }
}
