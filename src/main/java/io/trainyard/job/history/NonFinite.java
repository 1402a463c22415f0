package io.trainyard.job.history;

/** The names of the numbers that JSON does not have. */
public final class NonFinite {

  private NonFinite() {}

  /** {@code nan}, {@code inf} or {@code -inf}, as PyTorch prints them. */
  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return value > 0 ? "inf" : "-inf";
  }
}
