package io.trainyard.script.syntax;

import io.trainyard.script.value.Position;

/**
 * A word of a text.
 *
 * @param text as it stands there; for a string, what it contains
 * @param value the number of a number, else the text
 */
record Token(Kind kind, String text, Object value, Position position) {

  enum Kind {
    NAME,
    KEYWORD,
    NUMBER,
    STRING,
    /** A string with expressions in braces; its text is still as written, escapes included. */
    FORMATTED,
    /** As {@link #FORMATTED}, in which a backslash means itself. */
    RAW_FORMATTED,
    OPERATOR,
    NEWLINE,
    INDENT,
    DEDENT,
    END
  }

  boolean is(Kind expected) {
    return kind == expected;
  }

  /** Whether it is this operator or keyword. */
  boolean is(String expected) {
    return (kind == Kind.OPERATOR || kind == Kind.KEYWORD) && text.equals(expected);
  }

  /** What came, in words that fit behind "got". */
  String described() {
    return switch (kind) {
      case NEWLINE -> "the end of the line";
      case INDENT -> "an indented line";
      case DEDENT -> "the end of the block";
      case END -> "the end of the text";
      case STRING, FORMATTED, RAW_FORMATTED -> "a string";
      default -> "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    };
  }
}
