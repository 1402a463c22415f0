package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Quoted;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TupleValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and strings formatted as a specification says: {@code .4f}, {@code >10}, {@code ,d}.
 *
 * @see <a href="https://docs.python.org/3/library/string.html#formatspec">Format Specification
 *     Mini-Language</a>
 */
final class Formats {

  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(?<fill>.)?(?<align>[<>^=]))?(?<sign>[+\\- ])?(?<alt>#)?(?<zero>0)?"
              + "(?<width>\\d{1,4})?(?<group>[,_])?(?:\\.(?<precision>\\d{1,3}))?"
              + "(?<type>[bcdeEfFgGnosxX%])?");

  private static final Pattern PERCENT =
      Pattern.compile(
          "%(?:\\((?<name>[^()]*)\\))?"
              + "(?:(?<spec>[-+ #0]*(?:\\d{1,4}|\\*)?(?:\\.\\d{0,3})?)[hlL]?(?<type>[sadifFurgGeExXoc%]))?");

  private Formats() {}

  static String format(Object value, String spec, Position position, Session session) {
    Kind kind = session.kind(value);
    if (spec.isEmpty()) {
      return Texts.str(
          kind == null ? value : kind.shown(value, position, session), position, session);
    }
    Object plain = number(value, kind, position, session);
    Matcher matcher = SPEC.matcher(spec);
    if (!matcher.matches()) {
      throw ErrorKind.VALUE_ERROR.at(
          position,
          "the format '"
              + (spec.length() > 30 ? spec.substring(0, 30) + "…" : spec)
              + "' is not one for "
              + Types.described(plain, session));
    }
    boolean number = Arithmetic.isNumber(plain);
    String type = matcher.group("type");
    String body =
        number && !(plain instanceof Boolean && type == null)
            ? number(plain, matcher, position)
            : string(plain, matcher, position, session);
    return padded(body, matcher, number);
  }

  /** The number that a value stands for; the value itself where it stands for none. */
  private static Object number(
      Object value, @Nullable Kind kind, Position position, Session session) {
    if (Attributes.special(value, "__float__") instanceof Callable asked) {
      return asked.call(new Call(position, List.of(), Map.of(), session));
    }
    return kind == null ? value : kind.number(value, position, session);
  }

  private static String toBase(int base, Object value, Matcher spec) {
    String digits = Long.toString(whole(value), base);
    if (spec.group("alt") == null) {
      return digits;
    }
    String prefix = "0" + spec.group("type").toLowerCase(Locale.ROOT);
    return digits.startsWith("-") ? "-" + prefix + digits.substring(1) : prefix + digits;
  }

  private static String string(Object value, Matcher spec, Position position, Session session) {
    String type = spec.group("type");
    if (type != null && !type.equals("s")) {
      throw ErrorKind.VALUE_ERROR.at(
          position,
          "the format code '" + type + "' is for numbers, got " + Types.described(value, session));
    }
    String text = Texts.str(value, position, session);
    String precision = spec.group("precision");
    return precision == null || text.length() <= Integer.parseInt(precision)
        ? text
        : text.substring(0, Integer.parseInt(precision));
  }

  private static String padded(String body, Matcher spec, boolean number) {
    String width = spec.group("width");
    int missing = width == null ? 0 : Integer.parseInt(width) - body.length();
    if (missing <= 0) {
      return body;
    }
    boolean zero = spec.group("zero") != null && spec.group("align") == null;
    String fill = zero ? "0" : spec.group("fill") == null ? " " : spec.group("fill");
    String align = spec.group("align");
    if (align == null) {
      align = zero && number ? "=" : number ? ">" : "<";
    }
    return switch (align) {
      case "<" -> body + fill.repeat(missing);
      case "^" -> fill.repeat(missing / 2) + body + fill.repeat(missing - missing / 2);
      case "=" -> {
        int sign = !body.isEmpty() && "+- ".indexOf(body.charAt(0)) >= 0 ? 1 : 0;
        boolean isMarked = number && spec.group("alt") != null && body.startsWith("0", sign);
        sign += isMarked ? 2 : 0; // 0x
        yield body.substring(0, sign) + fill.repeat(missing) + body.substring(sign);
      }
      default -> fill.repeat(missing) + body;
    };
  }

  private static String number(Object value, Matcher spec, Position position) {
    String type = spec.group("type");
    String given = spec.group("precision");
    int precision = given == null ? 6 : Integer.parseInt(given);
    boolean whole = !(value instanceof Double);
    if (type == null) {
      type = whole ? "d" : given == null ? "r" : "g";
    }
    if (!whole && "bcdoxXn".contains(type)) {
      throw ErrorKind.VALUE_ERROR.at(
          position, "the format code '" + type + "' is for int, got a float");
    }
    double number = Arithmetic.toDouble(value);
    String digits =
        switch (type) {
          case "d", "n" -> Long.toString(whole(value));
          case "b" -> toBase(2, value, spec);
          case "o" -> toBase(8, value, spec);
          case "x" -> toBase(16, value, spec);
          case "X" -> toBase(16, value, spec).toUpperCase(Locale.ROOT);
          case "f", "F" -> fixed(number, precision);
          case "e" -> scientific(number, precision);
          case "E" -> scientific(number, precision).toUpperCase(Locale.ROOT);
          case "g" -> general(number, precision);
          case "G" -> general(number, precision).toUpperCase(Locale.ROOT);
          case "%" -> fixed(number * 100, precision) + "%";
          case "r" -> shortest(number);
          default ->
              throw ErrorKind.VALUE_ERROR.at(
                  position, "the format code '" + type + "' is not one for numbers");
        };
    String grouped = spec.group("group") == null ? digits : grouped(digits, spec.group("group"));
    String sign = spec.group("sign");
    return sign != null && !sign.equals("-") && !grouped.startsWith("-") ? sign + grouped : grouped;
  }

  private static long whole(Object value) {
    return value instanceof Boolean bool ? (bool ? 1 : 0) : (Long) value;
  }

  private static String grouped(String digits, String separator) {
    Matcher parts = Pattern.compile("(-?)(\\d+)(.*)").matcher(digits);
    if (!parts.matches()) {
      return digits;
    }
    String head = parts.group(2).replaceAll("(?<=\\d)(?=(\\d{3})+$)", separator);
    return parts.group(1) + head + parts.group(3);
  }

  private static String special(double number) {
    return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
  }

  static String fixed(double number, int precision) {
    if (!Double.isFinite(number)) {
      return special(number);
    }
    String text =
        new BigDecimal(number).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return number < 0 && !text.startsWith("-") ? "-" + text : text;
  }

  private static String scientific(double number, int precision) {
    if (!Double.isFinite(number)) {
      return special(number);
    }
    if (number == 0) {
      return fixed(number, precision) + "e+00";
    }
    BigDecimal rounded =
        new BigDecimal(number).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String digits = fixed(rounded.movePointLeft(exponent), precision);
    return digits + exponent(exponent);
  }

  private static String fixed(BigDecimal number, int precision) {
    return number.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String exponent(int exponent) {
    return (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
  }

  private static String general(double number, int precision) {
    if (!Double.isFinite(number)) {
      return special(number);
    }
    if (number == 0) {
      return "0";
    }
    int digits = Math.max(1, precision);
    BigDecimal rounded =
        new BigDecimal(number).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < digits) {
      BigDecimal stripped = rounded.stripTrailingZeros();
      return stripped.scale() < 0
          ? stripped.setScale(0, RoundingMode.UNNECESSARY).toPlainString()
          : stripped.toPlainString();
    }
    BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
    return mantissa.toPlainString() + exponent(exponent);
  }

  /** The shortest text that reads as the same float: what {@code repr} gives. */
  static String shortest(double number) {
    if (!Double.isFinite(number)) {
      return special(number);
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String text = exact.toPlainString();
      return text.contains(".") ? text : text + ".0";
    }
    return exact.movePointLeft(exponent).stripTrailingZeros().toPlainString() + exponent(exponent);
  }

  /** {@code format % values}. */
  static String percent(String format, Object values, Position position, Session session) {
    List<Object> items = values instanceof TupleValue tuple ? tuple.items() : List.of(values);
    session.passes(format.length(), position);
    Matcher matcher = PERCENT.matcher(format);
    var text = new StringBuilder();
    int from = 0;
    int next = 0;
    while (matcher.find()) {
      text.append(format, from, matcher.start());
      from = matcher.end();
      String type = matcher.group("type");
      if (type == null) {
        throw ErrorKind.VALUE_ERROR.at(
            position,
            "unsupported format behind '%' at index "
                + matcher.start()
                + "; conversions are s, r, d, i, f, e, g, x, o and c, with width and precision");
      }
      if (type.equals("%")) {
        text.append('%');
        continue;
      }
      String spec = matcher.group("spec");
      if (spec.contains("*")) {
        spec = spec.replace("*", Texts.plain(item(items, next++, position)));
      }
      Object item =
          matcher.group("name") == null
              ? item(items, next++, position)
              : named(values, matcher.group("name"), position);
      if (!"src".contains(type)) {
        item = number(item, session.kind(item), position, session);
      }
      text.append(one(item, spec, type, position, session));
      session.claimItems(text.length(), position);
    }
    if (next < items.size() && !(values instanceof DictValue)) {
      throw ErrorKind.TYPE_ERROR.at(position, "more arguments than the format string takes");
    }
    return text.append(format.substring(from)).toString();
  }

  private static Object item(List<Object> items, int at, Position position) {
    if (at >= items.size()) {
      throw ErrorKind.TYPE_ERROR.at(position, "not enough arguments for the format string");
    }
    return items.get(at);
  }

  private static Object named(Object values, String name, Position position) {
    if (!(values instanceof DictValue dict)) {
      throw ErrorKind.TYPE_ERROR.at(position, "format requires a mapping");
    }
    Object value = dict.get(name);
    if (value == null) {
      throw ErrorKind.KEY_ERROR.at(position, Quoted.of(name));
    }
    return value;
  }

  private static String one(
      Object item, String flags, String type, Position position, Session session) {
    String spec = flags.startsWith("-") ? "<" + flags.substring(1) : flags;
    return switch (type) {
      case "s" -> format(Texts.str(item, position, session), right(spec), position, session);
      case "c" -> {
        String sign = item instanceof Long code ? Character.toString((int) (long) code) : "";
        yield format(
            sign.isEmpty() ? Texts.str(item, position, session) : sign,
            right(spec),
            position,
            session);
      }
      case "r", "a" -> format(Texts.repr(item, position, session), right(spec), position, session);
      case "d", "i", "u" -> {
        Object whole = item instanceof Double number ? (Object) (long) (double) number : item;
        yield format(whole, spec + "d", position, session);
      }
      default -> format(item, spec + type, position, session);
    };
  }

  private static String right(String spec) {
    return spec.isEmpty() || spec.startsWith("<") || spec.startsWith(".") ? spec : ">" + spec;
  }
}
