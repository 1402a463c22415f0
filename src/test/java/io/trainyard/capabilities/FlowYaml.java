package io.trainyard.capabilities;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes schemas as they stand in {@code openapi.yaml}: what is small, on one line. */
final class FlowYaml {
  private static final int LONGEST_LINE = 120;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_/]*");

  /** What YAML would read as something else than a text. */
  private static final Pattern WORD_OF_YAML =
      Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n");

  private FlowYaml() {}

  /** A name and its value at an indentation, ending with a line break. */
  static String entry(String name, @Nullable Object value, int indentation) {
    String start = " ".repeat(indentation) + text(name) + ":";
    String line = start + " " + flow(value) + "\n";
    if (line.length() <= LONGEST_LINE && !(value instanceof Map && indentation < 6)) {
      return line;
    }
    return switch (value) {
      case Map<?, ?> map when !map.isEmpty() ->
          start
              + "\n"
              + map.entrySet().stream()
                  .map(entry ->
                      entry(String.valueOf(entry.getKey()), entry.getValue(), indentation + 2))
                  .collect(Collectors.joining());
      case List<?> list when !list.isEmpty() ->
          start
              + "\n"
              + list.stream()
                  .map(element -> " ".repeat(indentation + 2) + "- " + flow(element) + "\n")
                  .collect(Collectors.joining());
      case null, default -> line;
    };
  }

  private static String flow(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> text(String.valueOf(entry.getKey())) + ": " + flow(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(FlowYaml::flow).collect(Collectors.joining(", ", "[", "]"));
      case String string -> text(string);
      default -> String.valueOf(value);
    };
  }

  private static String text(String text) {
    return PLAIN.matcher(text).matches() && !WORD_OF_YAML.matcher(text).matches()
        ? text
        : JsonMapper.shared().writeValueAsString(text);
  }
}
