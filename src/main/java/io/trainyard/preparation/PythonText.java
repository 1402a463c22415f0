package io.trainyard.preparation;

import java.math.BigDecimal;

/** Values as Python writes them, since names of columns are made of them. */
final class PythonText {

  private PythonText() {}

  /** A value of a column: a word as it is, {@code 3}, {@code 1.5}, {@code True}. */
  static String of(Column column, double value) {
    return column.type().isNumeric() ? of(column.type(), value) : column.words().get((int) value);
  }

  /** A number of a type. */
  static String of(ColumnType type, double value) {
    return switch (type) {
      case INTEGER -> new BigDecimal(value).toBigInteger().toString();
      case BOOLEAN -> value == 0 ? "False" : "True";
      default -> of(value);
    };
  }

  /** A float, shortest: {@code 0.1}, {@code 2.0}, {@code 1e-05}, {@code 1.5e+16}. */
  static String of(double value) {
    double size = Math.abs(value);
    if (size == 0 || (size >= 1e-4 && size < 1e16)) {
      String plain = new BigDecimal(Double.toString(value)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String[] parts = Double.toString(value).split("E");
    int exponent = Integer.parseInt(parts[1]);
    String digits = parts[0].replaceFirst("\\.0$", "");
    return digits
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /** The number that a text of a type stands for. */
  static double number(ColumnType type, String text) {
    return type == ColumnType.BOOLEAN ? (text.equals("True") ? 1 : 0) : Double.parseDouble(text);
  }
}
