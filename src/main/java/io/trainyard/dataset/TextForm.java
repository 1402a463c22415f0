package io.trainyard.dataset;

import java.util.regex.Pattern;

/** Forms of texts that were meant as something else; the first that fits a whole column counts. */
enum TextForm {
  GROUPED(
      "thousands",
      true,
      Form.SIGN + Form.GROUPS + "(?:\\.\\d+)?",
      "reads like a number with separators between thousands; say thousands"),
  DECIMAL_COMMA(
      "decimal_comma",
      true,
      Form.SIGN + "\\d*,\\d+",
      "reads like a number with a decimal comma; say decimal=,"),
  GROUPED_BY_DOTS(
      "thousands",
      true,
      Form.SIGN + "(?:\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?|\\d*,\\d+)",
      "reads like a number with dots between thousands; say thousands=. and decimal=,"),
  WITH_A_SIGN(
      "number_with_sign",
      true,
      "(?=.*(?:[%‰(]|"
          + Form.CURRENCY
          + "))\\(?[-+−]?"
          + Form.CURRENCY
          + "?[ \\u00A0]?[-+−]?(?:"
          + Form.GROUPS
          + "(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?|\\d+(?:[.,]\\d+)?)[ \\u00A0]?(?:%|‰|"
          + Form.CURRENCY
          + ")?\\)?",
      "reads like a number with a sign of percent, of a currency or of a loss; write the bare"
          + " number"),
  DATE_NOT_ISO(
      "date_not_iso",
      false,
      "(?:\\d{1,2}([./-])\\d{1,2}\\1(?:\\d{2}|\\d{4})|\\d{4}([./])\\d{1,2}\\2\\d{1,2})"
          + "(?: \\d{1,2}:\\d{2}(?::\\d{2})?)?",
      "reads like a date, and day and month may be either way round; say parse_dates, and"
          + " dayfirst where the day stands first");

  private final String code;
  private final boolean besideNumbers;
  private final Pattern pattern;
  private final String meaning;

  TextForm(String code, boolean besideNumbers, String regex, String meaning) {
    this.code = code;
    this.besideNumbers = besideNumbers;
    this.pattern = Pattern.compile(regex);
    this.meaning = meaning;
  }

  String code() {
    return code;
  }

  /** What a value reads like, and what to do about it; goes after the value. */
  String meaning() {
    return meaning;
  }

  /** Whether plain numbers may stand in the same column. */
  boolean besideNumbers() {
    return besideNumbers;
  }

  boolean fits(String text) {
    return pattern.matcher(text.strip()).matches();
  }

  /** Parts that several forms share. */
  private static final class Form {
    static final String SIGN = "[-+−]?";
    static final String GROUPS = "\\d{1,3}(?:,\\d{3}(?:,\\d{3})*|(?:[ '’\\u00A0\\u202F]\\d{3})+)";
    static final String CURRENCY = "(?:[$€£¥]|EUR|USD|GBP|CHF)";
  }
}
