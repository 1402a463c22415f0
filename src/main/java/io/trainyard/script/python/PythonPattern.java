package io.trainyard.script.python;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of Python's {@code re} as one of Java's.
 *
 * @param names the places of groups that have a name
 */
record PythonPattern(Pattern java, Map<String, Integer> names) {
  private static final int IGNORECASE = 2;
  private static final int MULTILINE = 8;
  private static final int DOTALL = 16;
  private static final int VERBOSE = 64;
  private static final int ASCII = 256;

  /**
   * Translates a pattern: names of groups may have underscores there, and inside of brackets a
   * bracket and two ampersands are signs like others.
   *
   * @param flags those of Python, added up
   */
  static PythonPattern of(String pattern, int flags) {
    StringBuilder java = new StringBuilder();
    Map<String, String> called = new LinkedHashMap<>();
    boolean inBrackets = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        char next = pattern.charAt(++i);
        java.append('\\').append(next == 'Z' ? 'z' : next);
      } else if (inBrackets) {
        inBrackets = c != ']';
        java.append(c == '[' || c == '&' ? "\\" : "").append(c);
      } else if (c == '[') {
        inBrackets = true;
        java.append(c);
        if (pattern.startsWith("^", i + 1)) {
          java.append('^');
          i++;
        }
        if (pattern.startsWith("]", i + 1)) {
          java.append("\\]"); // the first in brackets is itself
          i++;
        }
      } else if (pattern.startsWith("(?P<", i)) {
        int end = end(pattern, i, '>');
        java.append("(?<").append(name(called, pattern.substring(i + 4, end))).append('>');
        i = end;
      } else if (pattern.startsWith("(?P=", i)) {
        int end = end(pattern, i, ')');
        java.append("\\k<").append(name(called, pattern.substring(i + 4, end))).append('>');
        i = end;
      } else {
        java.append(c);
      }
    }
    Pattern compiled = Pattern.compile(java.toString(), javaFlags(flags));
    Map<String, Integer> names = new LinkedHashMap<>();
    called.forEach((python, own) -> names.put(python, compiled.namedGroups().get(own)));
    return new PythonPattern(compiled, names);
  }

  private static int end(String pattern, int from, char sign) {
    int end = pattern.indexOf(sign, from);
    if (end < 0) {
      throw new PatternSyntaxException("a name has no end", pattern, from);
    }
    return end;
  }

  private static String name(Map<String, String> called, String python) {
    return called.computeIfAbsent(python, name -> "n" + called.size());
  }

  private static int javaFlags(int flags) {
    return ((flags & IGNORECASE) != 0 ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
        | ((flags & MULTILINE) != 0 ? Pattern.MULTILINE : 0)
        | ((flags & DOTALL) != 0 ? Pattern.DOTALL : 0)
        | ((flags & VERBOSE) != 0 ? Pattern.COMMENTS : 0)
        | ((flags & ASCII) != 0 ? 0 : Pattern.UNICODE_CHARACTER_CLASS)
        | Pattern.UNIX_LINES;
  }
}
