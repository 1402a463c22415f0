package io.trainyard.script.value;

import java.util.ArrayList;
import java.util.List;

/** What a text has printed, as lines. */
final class Printed {

  private final List<String> lines = new ArrayList<>();
  private final StringBuilder last = new StringBuilder();
  private long characters;

  /** Forgets all of it. */
  void clear() {
    lines.clear();
    last.setLength(0);
    characters = 0;
  }

  /**
   * Takes down a text, which ends a line where it ends with a line break.
   *
   * @param most characters that all lines together may have
   */
  void add(String text, long most, Position position) {
    characters += text.length();
    if (characters > most) {
      throw ErrorKind.LIMIT_ERROR.at(position, "more than " + most + " characters are printed");
    }
    last.append(text);
    if (text.endsWith("\n")) {
      lines.add(last.substring(0, last.length() - 1));
      last.setLength(0);
    }
  }

  /** The lines so far, without the line breaks that ended them. */
  List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    if (!last.isEmpty()) {
      all.add(last.toString());
    }
    return all;
  }
}
