package io.trainyard.dataset;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the values of a file are written: numbers, gaps, true and false. */
final class Notation {
  /** What pandas' {@code read_csv} takes for a missing value. */
  static final Set<String> PANDAS_GAPS =
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

  /** Points, no further words. */
  static final Notation PLAIN = new Notation(ReadOptions.FIRST);

  private static final Set<String> TRUE = Set.of("True", "TRUE", "true");
  private static final Set<String> FALSE = Set.of("False", "FALSE", "false");
  private static final Pattern INFINITY = Pattern.compile("(?i)[-+]?inf(?:inity)?");

  /** The same by their length, to tell quickly that a cell is none of them. */
  private static final Map<Integer, List<String>> PANDAS_GAPS_BY_LENGTH =
      PANDAS_GAPS.stream()
          .collect(
              Collectors.groupingBy(
                  String::length, Collectors.mapping(Function.identity(), Collectors.toList())));

  private final ReadOptions options;
  private final char decimal;
  private final char thousands;
  private final Set<String> gaps;
  private List<Set<String>> gapsByColumn = List.of();
  private char[] scratch = new char[64];

  Notation(ReadOptions options) {
    this.options = options;
    this.decimal = options.decimal() == null ? '.' : options.decimal();
    this.thousands = options.thousands() == null ? 0 : options.thousands();
    this.gaps = stripped(options.na_values().all());
  }

  /** Takes the names of the columns, of which some may have gaps of their own. */
  void columns(List<String> names) {
    Map<String, Set<String>> own = options.na_values().byColumn();
    if (!own.isEmpty()) {
      gapsByColumn =
          names.stream().map(name -> stripped(own.getOrDefault(name, Set.of()))).toList();
    }
  }

  /** Whether a cell without the blanks around it is a word for a missing value. */
  boolean isGap(int column, char[] chars, int from, int to) {
    int start = start(chars, from, to);
    int end = end(chars, start, to);
    if (options.keep_default_na() && isPandasGap(chars, start, end)) {
      return true;
    }
    boolean none = gaps.isEmpty() && gapsByColumn.isEmpty();
    return !none && isOwnGap(column, new String(chars, start, end - start));
  }

  /** Whether a text is one of the words for a missing value that somebody gave. */
  boolean isOwnGap(int column, String text) {
    String bare = text.strip();
    return gaps.contains(bare)
        || (column < gapsByColumn.size() && gapsByColumn.get(column).contains(bare));
  }

  /** The number that a cell writes, infinite ones included; NaN if it writes none. */
  double number(char[] chars, int from, int to) {
    if (decimal == '.' && thousands == 0) {
      double value = Numbers.unbounded(chars, from, to);
      return Double.isNaN(value) ? infinity(chars, from, to) : value;
    }
    int length = plain(chars, from, to, true);
    return length < 0 ? infinity(chars, from, to) : Numbers.unbounded(scratch, 0, length);
  }

  /** Whether a cell is a whole number in digits alone that 64 bits hold. */
  boolean isWhole(char[] chars, int from, int to) {
    if (thousands == 0) {
      return Numbers.isLong(chars, from, to);
    }
    int length = plain(chars, from, to, true);
    return length > 0 && Numbers.isLong(scratch, 0, length);
  }

  /** The number of a cell for which {@link #isWhole} holds. */
  long whole(char[] chars, int from, int to) {
    int length = plain(chars, from, to, true);
    return Long.parseLong(new String(scratch, 0, length).strip());
  }

  /** Whether a cell is a number but for separators of thousands that do not part three digits. */
  boolean isMisgrouped(char[] chars, int from, int to) {
    if (thousands == 0 || new String(chars, from, to - from).indexOf(thousands) < 0) {
      return false;
    }
    int length = plain(chars, from, to, false);
    return length >= 0 && !Double.isNaN(Numbers.unbounded(scratch, 0, length));
  }

  /** The truth of a text; null if it is none. */
  @Nullable Boolean truth(String text) {
    String bare = text.strip();
    if (TRUE.contains(bare) || options.true_values().contains(bare)) {
      return true;
    }
    return FALSE.contains(bare) || options.false_values().contains(bare) ? false : null;
  }

  /** Whether blanks aside a cell is a word for an infinity. */
  static boolean isInfinity(char[] chars, int from, int to) {
    return Double.isInfinite(infinity(chars, from, to));
  }

  private static double infinity(char[] chars, int from, int to) {
    int start = start(chars, from, to);
    int end = end(chars, start, to);
    int first = start < end && (chars[start] == '-' || chars[start] == '+') ? start + 1 : start;
    if (first == end || (chars[first] != 'i' && chars[first] != 'I')) {
      return Double.NaN;
    }
    boolean word = INFINITY.matcher(CharBuffer.wrap(chars, start, end - start)).matches();
    return !word
        ? Double.NaN
        : chars[start] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /**
   * Writes a number in scratch with a point and without separators of thousands.
   *
   * @return its length; -1 if it cannot be a number
   */
  private int plain(char[] chars, int from, int to, boolean grouped) {
    if (scratch.length < to - from) {
      scratch = Arrays.copyOf(scratch, to - from);
    }
    int length = 0;
    int digits = 0;
    boolean groups = false;
    boolean fraction = false;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      boolean digit = c >= '0' && c <= '9';
      if (c == thousands && thousands != 0) {
        if (grouped && (fraction || (groups ? digits != 3 : digits < 1 || digits > 3))) {
          return -1;
        }
        groups = true;
        digits = 0;
        continue;
      }
      if (c == '.' && decimal != '.') {
        return -1;
      }
      if (!digit && !fraction && digits > 0 && grouped && groups && digits != 3) {
        return -1;
      }
      digits += digit ? 1 : 0;
      fraction |= c == decimal;
      scratch[length++] = c == decimal ? '.' : c;
    }
    return grouped && groups && !fraction && digits != 3 && endsInDigit(chars, from, to)
        ? -1
        : length;
  }

  private static boolean endsInDigit(char[] chars, int from, int to) {
    int end = end(chars, from, to);
    return end > from && Character.isDigit(chars[end - 1]);
  }

  private static int start(char[] chars, int from, int to) {
    int start = from;
    while (start < to && (chars[start] == ' ' || chars[start] == '\t')) {
      start++;
    }
    return start;
  }

  private static int end(char[] chars, int from, int to) {
    int end = to;
    while (end > from && (chars[end - 1] == ' ' || chars[end - 1] == '\t')) {
      end--;
    }
    return end;
  }

  private static boolean isPandasGap(char[] chars, int start, int end) {
    if (start == end) {
      return true;
    }
    List<String> words = PANDAS_GAPS_BY_LENGTH.get(end - start);
    if (words == null) {
      return false;
    }
    for (String word : words) {
      if (word.charAt(0) == chars[start]
          && word.contentEquals(CharBuffer.wrap(chars, start, end - start))) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> stripped(Collection<String> words) {
    Set<String> stripped = new HashSet<>();
    words.forEach(word -> stripped.add(word.strip()));
    return stripped;
  }
}
