package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.TupleValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The methods of strings. */
final class StringMethods {

  static final Map<String, Callable> TABLE = table();

  private StringMethods() {}

  private static Map<String, Callable> table() {
    Map<String, Callable> table = new LinkedHashMap<>();
    simple(table, "lower", text -> text.toLowerCase(Locale.ROOT));
    simple(table, "upper", text -> text.toUpperCase(Locale.ROOT));
    simple(table, "title", StringMethods::title);
    simple(
        table,
        "capitalize",
        text ->
            text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                    + text.substring(1).toLowerCase(Locale.ROOT));
    simple(table, "isdigit", text -> !text.isEmpty() && text.chars().allMatch(Character::isDigit));
    simple(table, "isalpha", text -> !text.isEmpty() && text.chars().allMatch(Character::isLetter));
    simple(
        table,
        "isupper",
        text ->
            text.equals(text.toUpperCase(Locale.ROOT))
                && !text.equals(text.toLowerCase(Locale.ROOT)));
    simple(
        table,
        "islower",
        text ->
            text.equals(text.toLowerCase(Locale.ROOT))
                && !text.equals(text.toUpperCase(Locale.ROOT)));
    add(table, "strip", a -> stripped(a, true, true), "self", "chars?");
    add(table, "lstrip", a -> stripped(a, true, false), "self", "chars?");
    add(table, "rstrip", a -> stripped(a, false, true), "self", "chars?");
    add(table, "startswith", a -> affix(a, true), "self", "prefix");
    add(table, "endswith", a -> affix(a, false), "self", "prefix");
    add(table, "replace", StringMethods::replace, "self", "old", "new", "count?");
    add(table, "split", StringMethods::split, "self", "sep?", "maxsplit?");
    add(table, "join", StringMethods::join, "self", "iterable");
    add(table, "find", StringMethods::find, "self", "sub", "start?", "end?");
    add(
        table,
        "count",
        a ->
            a.text("sub").isEmpty()
                ? (long) a.text("self").codePointCount(0, a.text("self").length()) + 1
                : search(a, "sub").count(),
        "self",
        "sub");
    add(
        table,
        "zfill",
        a ->
            Formats.format(
                a.text("self"), "0>" + width(a), a.call().position(), a.call().session()),
        "self",
        "width");
    add(
        table,
        "ljust",
        a ->
            Formats.format(
                a.text("self"), fill(a) + "<" + width(a), a.call().position(), a.call().session()),
        "self",
        "width",
        "fillchar?");
    add(
        table,
        "rjust",
        a ->
            Formats.format(
                a.text("self"), fill(a) + ">" + width(a), a.call().position(), a.call().session()),
        "self",
        "width",
        "fillchar?");
    add(
        table,
        "center",
        a ->
            Formats.format(
                a.text("self"), fill(a) + "^" + width(a), a.call().position(), a.call().session()),
        "self",
        "width",
        "fillchar?");
    table.put("format", new NativeFunction("format", FormatFields::format));
    return Collections.unmodifiableMap(table);
  }

  private static void simple(
      Map<String, Callable> table, String name, Function<String, Object> body) {
    add(table, name, a -> body.apply(a.text("self")), "self");
  }

  private static void add(
      Map<String, Callable> table,
      String name,
      Function<Arguments, Object> body,
      String... parameters) {
    table.put(
        name, new NativeFunction(name, call -> body.apply(new Arguments(call, name, parameters))));
  }

  private static String title(String text) {
    return Pattern.compile("\\p{L}+")
        .matcher(text)
        .replaceAll(match ->
            match.group().substring(0, 1).toUpperCase(Locale.ROOT)
                + match.group().substring(1).toLowerCase(Locale.ROOT));
  }

  private static TextSearch search(Arguments a, String part) {
    return new TextSearch(a.text("self"), a.text(part), a.call().position(), a.call().session());
  }

  private static String fill(Arguments a) {
    if (a.optional("fillchar") == null) {
      return " ";
    }
    if (a.text("fillchar").length() != 1) {
      throw a.call()
          .error(ErrorKind.TYPE_ERROR, "the fill character must be exactly one character long");
    }
    return a.text("fillchar");
  }

  private static long width(Arguments a) {
    return Math.clamp(a.integer("width"), 0, 9999);
  }

  private static String stripped(Arguments a, boolean left, boolean right) {
    String text = a.text("self");
    String gone = a.optional("chars") == null ? " \t\n\r\f\u000B" : a.text("chars");
    var isGone = new BitSet();
    gone.chars().forEach(isGone::set);
    int from = 0;
    int to = text.length();
    while (left && from < to && isGone.get(text.charAt(from))) {
      from++;
    }
    while (right && to > from && isGone.get(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean affix(Arguments a, boolean start) {
    List<Object> affixes =
        a.get("prefix") instanceof TupleValue tuple ? tuple.items() : List.of(a.text("prefix"));
    return affixes.stream().anyMatch(affix -> affix instanceof String part && has(a, part, start));
  }

  private static boolean has(Arguments a, String affix, boolean start) {
    String text = a.text("self");
    a.call().session().passes(Math.min(text.length(), affix.length()), a.call().position());
    return start ? text.startsWith(affix) : text.endsWith(affix);
  }

  private static String replace(Arguments a) {
    String text = a.text("self");
    String old = a.text("old");
    long grown =
        (long) text.length()
            + (text.length() / Math.max(1L, old.length()) + 1) * a.text("new").length();
    a.call().session().claimItems(grown, a.call().position());
    long most = a.has("count") && a.integer("count") >= 0 ? a.integer("count") : -1;
    return old.isEmpty()
        ? text.replace(old, a.text("new"))
        : String.join(a.text("new"), search(a, "old").split(most < 0 ? Long.MAX_VALUE : most + 1));
  }

  private static long find(Arguments a) {
    String text = a.text("self");
    int start = bound(a, "start", 0, text.length());
    int end = bound(a, "end", text.length(), text.length());
    if (start > end) {
      return -1;
    }
    Call call = a.call();
    String within = text.substring(start, end);
    int at = new TextSearch(within, a.text("sub"), call.position(), call.session()).from(0);
    return at < 0 ? -1 : start + at;
  }

  /** A place in a text of a length; negative ones count from its end. */
  private static int bound(Arguments a, String name, int otherwise, int length) {
    if (a.optional(name) == null) {
      return otherwise;
    }
    long place = a.integer(name);
    return (int) Math.clamp(place < 0 ? place + length : place, 0, length);
  }

  private static Object split(Arguments a) {
    String text = a.text("self");
    long most = a.has("maxsplit") ? a.integer("maxsplit") : -1;
    int limit = most < 0 ? -1 : (int) Math.min(most + 1, Integer.MAX_VALUE);
    if (a.optional("sep") == null) {
      String bare = text.strip();
      return new ListValue(bare.isEmpty() ? List.of() : Arrays.asList(bare.split("\\s+", limit)));
    }
    if (a.text("sep").isEmpty()) {
      throw a.call().error(ErrorKind.VALUE_ERROR, "empty separator");
    }
    return new ListValue(search(a, "sep").split(most < 0 ? Long.MAX_VALUE : most + 1));
  }

  private static String join(Arguments a) {
    Call call = a.call();
    var text = new StringBuilder();
    List<Object> items =
        new ArrayList<>(Iteration.list(a.get("iterable"), call.position(), call.session()));
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof String part)) {
        throw call.error(
            ErrorKind.TYPE_ERROR,
            "join() expects strings, got "
                + Types.described(items.get(i), call.session())
                + " at "
                + i);
      }
      text.append(i == 0 ? "" : a.text("self")).append(part);
      call.session().claimItems(text.length(), call.position());
    }
    return text.toString();
  }
}
