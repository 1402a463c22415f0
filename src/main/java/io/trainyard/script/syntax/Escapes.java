package io.trainyard.script.syntax;

/** What stands behind a backslash in a string. */
final class Escapes {

  private Escapes() {}

  /**
   * The string that was meant.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static String resolved(String body) {
    if (body.indexOf('\\') < 0) {
      return body;
    }
    var resolved = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at++);
      if (c != '\\' || at == body.length()) {
        resolved.append(c);
        continue;
      }
      char escape = body.charAt(at++);
      switch (escape) {
        case '\n' -> {}
        case '\\', '\'', '"' -> resolved.append(escape);
        case 'n' -> resolved.append('\n');
        case 't' -> resolved.append('\t');
        case 'r' -> resolved.append('\r');
        case 'b' -> resolved.append('\b');
        case 'f' -> resolved.append('\f');
        case 'a' -> resolved.append('\u0007');
        case 'v' -> resolved.append('\u000B');
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          int end = at - 1;
          while (end < Math.min(at + 2, body.length())
              && "01234567".indexOf(body.charAt(end)) >= 0) {
            end++;
          }
          resolved.append((char) Integer.parseInt(body.substring(at - 1, end), 8));
          at = end;
        }
        case 'x', 'u', 'U' -> {
          int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : 8;
          resolved.appendCodePoint(codePoint(body, at, digits));
          at += digits;
        }
        default -> resolved.append('\\').append(escape);
      }
    }
    return resolved.toString();
  }

  private static int codePoint(String body, int at, int digits) {
    String hex = body.substring(at, Math.min(at + digits, body.length()));
    if (!hex.matches("[0-9a-fA-F]{" + digits + "}")) {
      throw new IllegalArgumentException(
          "the escape in this string needs " + digits + " hexadecimal digits");
    }
    long point = Long.parseLong(hex, 16);
    if (point > Character.MAX_CODE_POINT) {
      throw new IllegalArgumentException("the escape in this string is no character");
    }
    return (int) point;
  }
}
