package io.trainyard.dataset;

import java.math.BigDecimal;

/** Decimal numbers as files write them. */
final class Numbers {
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int MOST_DIGITS = 18;

  /** Up to here a double holds each whole number. */
  static final long EXACT = 1L << 53;

  private static final String EXACT_DIGITS = Long.toString(EXACT);

  private Numbers() {}

  /**
   * The number that these characters write, spaces around it aside; NaN if they write none or one
   * beyond the range of a double. Signs, a point and an exponent are understood; hexadecimal forms,
   * digit groups and names such as {@code inf} are not.
   */
  static double parse(char[] chars, int from, int to) {
    double value = unbounded(chars, from, to);
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /** The number that a text writes; NaN likewise. */
  static double parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  /** The same, infinite where the number is beyond the range of a double. */
  static double unbounded(char[] chars, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(chars[start])) {
      start++;
    }
    while (end > start && isSpace(chars[end - 1])) {
      end--;
    }
    int i = start;
    boolean negative = i < end && chars[i] == '-';
    if (negative || (i < end && chars[i] == '+')) {
      i++;
    }
    long mantissa = 0;
    int digits = 0;
    int exponent = 0;
    boolean some = false;
    boolean exact = true;
    boolean fraction = false;
    for (; i < end; i++) {
      char c = chars[i];
      if (c == '.' && !fraction) {
        fraction = true;
        continue;
      }
      int digit = c - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      some = true;
      if (digits < MOST_DIGITS) {
        mantissa = mantissa * 10 + digit;
        digits += mantissa == 0 ? 0 : 1;
        exponent -= fraction ? 1 : 0;
      } else {
        exact = false;
      }
    }
    if (!some) {
      return Double.NaN;
    }
    if (i < end && (chars[i] == 'e' || chars[i] == 'E')) {
      i++;
      boolean below = i < end && chars[i] == '-';
      if (below || (i < end && chars[i] == '+')) {
        i++;
      }
      int power = 0;
      int first = i;
      for (; i < end && chars[i] >= '0' && chars[i] <= '9'; i++) {
        power = Math.min(power * 10 + chars[i] - '0', 100_000);
      }
      if (i == first) {
        return Double.NaN;
      }
      exponent += below ? -power : power;
    }
    if (i != end) {
      return Double.NaN;
    }
    // Both operands are exact doubles here, so one rounding gives the nearest double.
    if (exact && mantissa <= EXACT && Math.abs(exponent) < POWERS_OF_TEN.length) {
      double value =
          exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent] : mantissa * POWERS_OF_TEN[exponent];
      return negative ? 0.0 - value : value;
    }
    return Double.parseDouble(new String(chars, start, end - start)) + 0.0;
  }

  /** Whether these characters write a whole number with zeros before its first digit. */
  static boolean hasLeadingZero(char[] chars, int from, int to) {
    int first = firstDigit(chars, from, to);
    return first + 1 < to && chars[first] == '0' && endOfDigits(chars, first, to) > first + 1;
  }

  /** Whether these characters write, in digits alone, a whole number beyond {@link #EXACT}. */
  static boolean isWholeBeyondExact(char[] chars, int from, int to) {
    int first = firstDigit(chars, from, to);
    int end = endOfDigits(chars, first, to);
    while (first < end && chars[first] == '0') {
      first++;
    }
    int digits = end - first;
    return digits > EXACT_DIGITS.length()
        || (digits == EXACT_DIGITS.length()
            && new String(chars, first, digits).compareTo(EXACT_DIGITS) > 0);
  }

  /** Whether these characters write, in digits alone, a whole number that 64 bits hold. */
  static boolean isLong(char[] chars, int from, int to) {
    int first = firstDigit(chars, from, to);
    int end = endOfDigits(chars, first, to);
    if (end == first) {
      return false;
    }
    boolean negative = first > from && chars[first - 1] == '-';
    while (first < end - 1 && chars[first] == '0') {
      first++;
    }
    int digits = end - first;
    String most = negative ? "9223372036854775808" : "9223372036854775807";
    return digits < most.length()
        || (digits == most.length() && new String(chars, first, digits).compareTo(most) <= 0);
  }

  /** The place behind spaces and a sign. */
  private static int firstDigit(char[] chars, int from, int to) {
    int i = from;
    while (i < to && isSpace(chars[i])) {
      i++;
    }
    return i < to && (chars[i] == '-' || chars[i] == '+') ? i + 1 : i;
  }

  /** The end of a number of digits alone; its beginning if something else follows than spaces. */
  private static int endOfDigits(char[] chars, int from, int to) {
    int end = from;
    while (end < to && chars[end] >= '0' && chars[end] <= '9') {
      end++;
    }
    for (int i = end; i < to; i++) {
      if (!isSpace(chars[i])) {
        return from;
      }
    }
    return end;
  }

  /** The shortest text that reads back as this number: {@code 0}, {@code 1.5}, {@code 1e+20}. */
  static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -5 && exponent < 16) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    return (decimal.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + "e"
        + (exponent < 0 ? "-" : "+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
