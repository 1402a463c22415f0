package io.trainyard.script.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as Python writes them: {@code 1_000}, {@code 0xff}, {@code 1e-4}, {@code .5}. */
final class Numerals {

  private static final Pattern NUMERAL =
      Pattern.compile(
          "0[xX](_?[0-9a-fA-F])++|0[bB](_?[01])++|0[oO](_?[0-7])++"
              + "|([0-9](_?[0-9])*+)?\\.[0-9](_?[0-9])*+([eE][+-]?[0-9](_?[0-9])*+)?"
              + "|[0-9](_?[0-9])*+\\.?([eE][+-]?[0-9](_?[0-9])*+)?");

  private static final Pattern DECIMAL = Pattern.compile("[0-9]+");

  private Numerals() {}

  /** Where the number ends that begins there, with the letters that wrongly stick to it. */
  static int end(String text, int start) {
    Matcher matcher = NUMERAL.matcher(text).region(start, text.length());
    int end = matcher.lookingAt() ? matcher.end() : start + 1;
    while (end < text.length() && Character.isUnicodeIdentifierPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /**
   * The Long or Double that was written.
   *
   * @throws NumberFormatException with a sentence for the user
   */
  static Object value(String written) {
    if (!NUMERAL.matcher(written).matches()) {
      throw new NumberFormatException(
          written.matches("[0-9._eE+-]+[jJ]")
              ? "complex numbers are not taken"
              : "'" + shortened(written) + "' is no number");
    }
    String plain = written.replace("_", "");
    try {
      if (DECIMAL.matcher(plain).matches()) {
        if (plain.length() > 1 && plain.startsWith("0") && !plain.matches("0+")) {
          throw new NumberFormatException(
              "a whole number may not begin with 0; octal ones begin with 0o");
        }
        return inRange(plain, 10);
      }
      if (plain.length() > 2 && Character.isLetter(plain.charAt(1)) && plain.charAt(0) == '0') {
        int radix = "bxo".indexOf(Character.toLowerCase(plain.charAt(1)));
        if (radix >= 0) {
          return inRange(plain.substring(2), new int[] {2, 16, 8}[radix]);
        }
      }
      return Double.valueOf(plain);
    } catch (ArithmeticException e) {
      throw new NumberFormatException(
          "'" + shortened(written) + "' is beyond the largest whole number, " + Long.MAX_VALUE);
    }
  }

  private static Long inRange(String digits, int radix) {
    if (digits.length() > 64) {
      throw new ArithmeticException();
    }
    return new java.math.BigInteger(digits, radix).longValueExact();
  }

  private static String shortened(String written) {
    return written.length() > 30 ? written.substring(0, 30) + "…" : written;
  }
}
