package io.trainyard.script.torch;

import io.trainyard.tensor.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the numbers of one tensor are printed, all in the same manner and width. */
final class NumberText {

  /** The manners. */
  private enum Manner {
    ELEMENT,
    WHOLE,
    FIXED,
    SCIENTIFIC
  }

  private final Manner manner;
  private final int precision;
  private int width = 1;

  private NumberText(Manner manner, int precision) {
    this.manner = manner;
    this.precision = precision;
  }

  static NumberText of(List<Object> values, DType dtype, PrintOptions options) {
    var text = new NumberText(manner(values, dtype, options.scientific()), options.precision());
    for (Object value : values) {
      if (!(value instanceof Double number) || (Double.isFinite(number) && number != 0)) {
        text.width = Math.max(text.width, text.plain(value).length());
      }
    }
    return text;
  }

  private static Manner manner(List<Object> values, DType dtype, @Nullable Boolean scientific) {
    if (!dtype.isFloatingPoint()) {
      return Manner.ELEMENT;
    }
    boolean isWhole = true;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Object element : values) {
      double value = (Double) element;
      if (Double.isFinite(value) && value != 0) {
        isWhole &= value == Math.rint(value);
        least = Math.min(least, Math.abs(value));
        most = Math.max(most, Math.abs(value));
      }
    }
    if (most == 0) {
      return Manner.WHOLE;
    }
    if (scientific == null ? most / least > 1000 || most > 1e8 || least < 1e-4 : scientific) {
      return Manner.SCIENTIFIC;
    }
    return isWhole ? Manner.WHOLE : Manner.FIXED;
  }

  /** How many characters every number has at least. */
  int width() {
    return width;
  }

  String of(Object value) {
    String plain = plain(value);
    return " ".repeat(Math.max(0, width - plain.length())) + plain;
  }

  private String plain(Object element) {
    if (!(element instanceof Double value)) {
      return element.equals(true) ? "True" : element.equals(false) ? "False" : element.toString();
    }
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    return switch (manner) {
      case ELEMENT -> value.toString();
      case WHOLE -> fixed(value, 0) + ".";
      case FIXED -> fixed(value, precision);
      case SCIENTIFIC -> scientific(value, precision);
    };
  }

  /** As Python's {@code f"{value:.4f}"}: the exact value, a tie to the even digit. */
  static String fixed(double value, int decimals) {
    String digits =
        new BigDecimal(Math.abs(value)).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    return sign(value) + digits;
  }

  /** As Python's {@code f"{value:.4e}"}. */
  static String scientific(double value, int decimals) {
    BigDecimal exact = new BigDecimal(Math.abs(value));
    BigDecimal rounded = exact.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
    int exponent = exact.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String digits =
        rounded.movePointLeft(exponent).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    return sign(value)
        + digits
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }
}
