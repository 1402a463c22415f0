package io.trainyard.script.interpreter;

import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a string in another, and counts what it goes through.
 *
 * <p>The search never goes back in the text (Knuth, Morris, Pratt: "Fast pattern matching in
 * strings", 1977), so that no pair of strings takes longer than their lengths together.
 */
final class TextSearch {

  /** Up to so many pairs of characters the plain search is as good. */
  private static final long FEW = 1 << 12;

  private final String text;
  private final String part;

  /** For each prefix of the part how long the longest end of it is that is a prefix, too. */
  private final int[] borders;

  TextSearch(String text, String part, Position position, Session session) {
    session.passes((long) text.length() + part.length(), position);
    this.text = text;
    this.part = part;
    this.borders = (long) text.length() * part.length() <= FEW ? new int[0] : borders(part);
  }

  private static int[] borders(String part) {
    int[] borders = new int[part.length()];
    int border = 0;
    for (int i = 1; i < borders.length; i++) {
      border = longer(part, borders, border, part.charAt(i));
      borders[i] = border;
    }
    return borders;
  }

  /** How much of the part is found with one more character. */
  private static int longer(String part, int[] borders, int found, char next) {
    int length = found;
    while (length > 0 && part.charAt(length) != next) {
      length = borders[length - 1];
    }
    return part.charAt(length) == next ? length + 1 : length;
  }

  /** Where the part stands from a place on; -1 for nowhere. */
  int from(int start) {
    if (borders.length == 0) {
      return text.indexOf(part, start);
    }
    int found = 0;
    for (int i = start; i < text.length(); i++) {
      found = longer(part, borders, found, text.charAt(i));
      if (found == part.length()) {
        return i + 1 - found;
      }
    }
    return -1;
  }

  /** How often the part, which is not empty, stands there without overlaps. */
  long count() {
    long count = 0;
    for (int at = from(0); at >= 0; at = from(at + part.length())) {
      count++;
    }
    return count;
  }

  /**
   * What stands between the parts, which are not empty.
   *
   * @param most so many pieces at most; the last then holds the rest
   */
  List<String> split(long most) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int at = from(0); at >= 0 && pieces.size() + 1 < most; at = from(start)) {
      pieces.add(text.substring(start, at));
      start = at + part.length();
    }
    pieces.add(text.substring(start));
    return pieces;
  }
}
