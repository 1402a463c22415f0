package io.trainyard.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The cells of one row, in buffers that the next row uses again. */
public final class Cells {
  /** What pandas' {@code read_csv} takes for a missing value. */
  private static final Set<String> MISSING =
      Set.of(
          "",
          "#N/A",
          "#N/A N/A",
          "#NA",
          "-1.#IND",
          "-1.#QNAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "1.#QNAN",
          "<NA>",
          "N/A",
          "NA",
          "NULL",
          "NaN",
          "None",
          "n/a",
          "nan",
          "null");

  /** The same by their length, to tell quickly that a cell is none of them. */
  private static final Map<Integer, List<String>> MISSING_BY_LENGTH =
      MISSING.stream()
          .filter(token -> !token.isEmpty())
          .collect(
              Collectors.groupingBy(
                  String::length, Collectors.mapping(Function.identity(), Collectors.toList())));

  private static final Pattern INFINITY = Pattern.compile("(?i)[-+]?inf(?:inity)?");

  /** Longest of these, with some blanks around. */
  private static final int LONGEST_INFINITY = 16;

  /** How a cell is to be understood. */
  enum Kind {
    /** By its characters, as in CSV: a number, a text or a token for a missing value. */
    OPEN,
    /** As a text, whatever it reads like. */
    TEXT,
    /** As no value. */
    NONE
  }

  private char[] chars = new char[256];
  private int[] ends = new int[16];
  private Kind[] kinds = new Kind[16];
  private int count;
  private long line;

  /** Begins a row. */
  void begin(long line) {
    this.line = line;
    count = 0;
  }

  void add(char[] from, int offset, int length, Kind kind) {
    int start = start(count);
    if (chars.length - start < length) {
      chars = Arrays.copyOf(chars, Math.max(chars.length * 2, start + length));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      kinds = Arrays.copyOf(kinds, count * 2);
    }
    System.arraycopy(from, offset, chars, start, length);
    ends[count] = start + length;
    kinds[count++] = kind;
  }

  void add(String text, Kind kind) {
    add(text.toCharArray(), 0, text.length(), kind);
  }

  int count() {
    return count;
  }

  /** The line of the file where the row begins, 1-based. */
  public long line() {
    return line;
  }

  /** Characters of all cells so far. */
  int length() {
    return start(count);
  }

  /** Whether the cell has no value. */
  public boolean isMissing(int column) {
    return switch (kinds[column]) {
      case NONE -> true;
      case TEXT -> false;
      case OPEN -> isMissingToken(start(column), ends[column]);
    };
  }

  /** The cell as number; NaN if it is none. */
  public double number(int column) {
    return kinds[column] == Kind.OPEN
        ? Numbers.parse(chars, start(column), ends[column])
        : Double.NaN;
  }

  /** Whether the cell is a number too large to be one here. */
  boolean isBeyondRange(int column) {
    return kinds[column] == Kind.OPEN
        && Double.isInfinite(Numbers.unbounded(chars, start(column), ends[column]));
  }

  /** Whether the cell begins with a digit, a sign, a point or as an infinity does. */
  boolean beginsLikeANumber(int column) {
    int start = start(column);
    while (start < ends[column] && chars[start] == ' ') {
      start++;
    }
    char first = start < ends[column] ? chars[start] : ' ';
    return (first >= '0' && first <= '9') || "+-.iI".indexOf(first) >= 0;
  }

  /** Whether the cell is a word for an infinity. */
  boolean isInfinity(int column) {
    return textLength(column) <= LONGEST_INFINITY
        && INFINITY.matcher(text(column).strip()).matches();
  }

  /** Whether the cell is a whole number with zeros before it. */
  boolean hasLeadingZero(int column) {
    return Numbers.hasLeadingZero(chars, start(column), ends[column]);
  }

  /** Whether the cell is a whole number that a double need not hold. */
  boolean isWholeBeyondExact(int column) {
    return Numbers.isWholeBeyondExact(chars, start(column), ends[column]);
  }

  /** The cell's characters. */
  public String text(int column) {
    int start = start(column);
    return new String(chars, start, ends[column] - start);
  }

  int textLength(int column) {
    return ends[column] - start(column);
  }

  private int start(int column) {
    return column == 0 ? 0 : ends[column - 1];
  }

  private boolean isMissingToken(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && (chars[start] == ' ' || chars[start] == '\t')) {
      start++;
    }
    while (end > start && (chars[end - 1] == ' ' || chars[end - 1] == '\t')) {
      end--;
    }
    if (start == end) {
      return true;
    }
    List<String> tokens = MISSING_BY_LENGTH.get(end - start);
    if (tokens == null) {
      return false;
    }
    for (String token : tokens) {
      if (token.charAt(0) == chars[start]
          && token.contentEquals(java.nio.CharBuffer.wrap(chars, start, end - start))) {
        return true;
      }
    }
    return false;
  }
}
