package io.trainyard.signature;

import static java.util.stream.Collectors.joining;

import java.util.Collection;

/**
 * Names of a set that a user's data decides on, such as columns or classes, fit to stand in a
 * sentence however many they are and however long.
 */
public final class Several {
  private static final int MOST = 10;
  private static final int LONGEST = 60;

  private Several() {}

  /** {@code a, b, c}; of more than ten the first ten and how many there are. */
  public static String of(Collection<?> names) {
    String told = names.stream().limit(MOST).map(Several::cut).collect(joining(", "));
    return names.size() <= MOST ? told : told + ", … (" + names.size() + " in all)";
  }

  private static String cut(Object name) {
    String text = String.valueOf(name);
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
