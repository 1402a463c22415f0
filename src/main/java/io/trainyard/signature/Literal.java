package io.trainyard.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between trees and text: the literals of {@link Default}, and short words for what a request
 * contained.
 */
final class Literal {

  private static final int LONGEST = 60;

  private Literal() {}

  /**
   * The tree that a literal of {@link Default} stands for; a word that is nothing else is a text.
   */
  static @Nullable Object tree(String literal) {
    String text = literal.strip();
    if (text.startsWith("[") && text.endsWith("]")) {
      List<@Nullable Object> list = new ArrayList<>();
      for (String part : text.substring(1, text.length() - 1).split(",", -1)) {
        if (!part.isBlank()) {
          list.add(tree(part));
        }
      }
      return list;
    }
    return switch (text) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      case "{}" -> Map.of();
      default -> number(text);
    };
  }

  private static Object number(String text) {
    if (text.matches("-?\\d{1,9}")) {
      return Integer.valueOf(text);
    }
    if (text.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?")) {
      return Double.valueOf(text);
    }
    return text;
  }

  /** What came, in words that fit behind "got". */
  static String describe(@Nullable Object tree) {
    return switch (tree) {
      case null -> "null";
      case String text -> "the text \"" + shortened(text) + "\"";
      case List<?> list -> list.isEmpty() ? "an empty list" : "a list of " + list.size();
      case Map<?, ?> map -> map.isEmpty() ? "an empty object" : "an object";
      default -> shortened(tree.toString());
    };
  }

  static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
