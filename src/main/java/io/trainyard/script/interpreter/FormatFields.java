package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code "{0} {name:.3f}".format(…)}: fields with attributes, subscripts, conversions and formats
 * that hold fields themselves.
 *
 * @see <a href="https://docs.python.org/3/library/string.html#formatstrings">Format String
 *     Syntax</a>
 */
final class FormatFields {

  private static final Pattern NAME =
      Pattern.compile("(?<first>[^.\\[\\]!:{}]*)(?<path>(?:\\.\\w+|\\[[^\\]]+\\])*)");

  private static final Pattern STEP = Pattern.compile("\\.(?<name>\\w+)|\\[(?<key>[^\\]]+)\\]");

  private static final int DEEPEST = 2;

  private final Call call;
  private final List<Object> values;
  private int next;

  private FormatFields(Call call) {
    this.call = call;
    this.values = call.positional().subList(1, call.positional().size());
  }

  static Object format(Call call) {
    String template = (String) call.positional().getFirst();
    return new FormatFields(call).filled(template, 0);
  }

  private String filled(String template, int depth) {
    var text = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      boolean isDoubled = at + 1 < template.length() && template.charAt(at + 1) == c;
      if (c != '{' && c != '}') {
        text.append(c);
        at++;
      } else if (isDoubled && depth == 0) {
        text.append(c);
        at += 2;
      } else {
        int end = c == '{' ? end(template, at) : -1;
        if (end < 0) {
          throw wrong(c, at);
        }
        text.append(field(template.substring(at + 1, end), at, depth));
        at = end + 1;
      }
      call.session().claimItems(text.length(), call.position());
    }
    return text.toString();
  }

  /** Where a field ends; negative when it never does. */
  private static int end(String template, int from) {
    int open = 0;
    for (int i = from; i < template.length(); i++) {
      open += template.charAt(i) == '{' ? 1 : template.charAt(i) == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    return -1;
  }

  private RuntimeException wrong(char c, int at) {
    return call.error(
        ErrorKind.VALUE_ERROR,
        "the '"
            + c
            + "' at index "
            + at
            + " begins no field; fields are {}, {0} and {name}, with a format behind ':'");
  }

  private String field(String field, int at, int depth) {
    Matcher name = NAME.matcher(field);
    if (!name.lookingAt() || depth >= DEEPEST) {
      throw wrong('{', at);
    }
    String rest = field.substring(name.end());
    Object value = value(name.group("first"), name.group("path"));
    if (rest.startsWith("!")) {
      if (rest.length() < 2 || "rsa".indexOf(rest.charAt(1)) < 0) {
        throw wrong('{', at);
      }
      value =
          rest.charAt(1) == 's'
              ? Texts.str(value, call.position(), call.session())
              : Texts.repr(value, call.position(), call.session());
      rest = rest.substring(2);
    }
    if (!rest.isEmpty() && !rest.startsWith(":")) {
      throw wrong('{', at);
    }
    String spec = rest.isEmpty() ? "" : filled(rest.substring(1), depth + 1);
    return Formats.format(value, spec, call.position(), call.session());
  }

  private Object value(String first, String path) {
    Object value =
        first.isEmpty() || first.matches("\\d{1,4}")
            ? numbered(first.isEmpty() ? next++ : Integer.parseInt(first))
            : named(first);
    Matcher steps = STEP.matcher(path);
    while (steps.find()) {
      String name = steps.group("name");
      String key = steps.group("key");
      value =
          name != null
              ? Attributes.get(value, name, call.position(), call.session())
              : Subscripts.get(
                  value,
                  key.matches("\\d{1,9}") ? (Object) Long.parseLong(key) : key,
                  call.position(),
                  call.session());
    }
    return value;
  }

  private Object named(String name) {
    Object value = call.keywords().get(name);
    if (value == null) {
      throw call.error(ErrorKind.KEY_ERROR, "format() has no argument '" + name + "'");
    }
    return value;
  }

  private Object numbered(int place) {
    if (place >= values.size()) {
      throw call.error(ErrorKind.INDEX_ERROR, "format() has no argument " + place);
    }
    return values.get(place);
  }
}
