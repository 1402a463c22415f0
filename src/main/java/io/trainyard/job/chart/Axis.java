package io.trainyard.job.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One axis of a chart: a range, and ticks at round values in it.
 *
 * @param low where it begins
 * @param high where it ends, above the beginning
 * @param ticks from low to high
 */
record Axis(double low, double high, List<Tick> ticks) {
  private static final int MOST_STEPS = 6;

  /**
   * A value that is written at the axis.
   *
   * @param label its digits, as few as tell the ticks apart
   */
  record Tick(double value, String label) {}

  /** Epochs from 0; the curve reaches the end of the axis. */
  static Axis ofEpochs(int last) {
    double high = Math.max(1, last);
    BigDecimal step = step(high).max(BigDecimal.ONE);
    return new Axis(0, high, ticks(0, high, step));
  }

  /** Losses: a round range that holds all of them; from 0 when they are not far from it. */
  static Axis ofValues(double... finite) {
    double min = Arrays.stream(finite).min().orElse(0);
    double max = Arrays.stream(finite).max().orElse(1);
    // Beyond this, differences and sums of losses are no longer numbers.
    min = Math.clamp(min, -1e300, 1e300);
    max = Math.clamp(max, -1e300, 1e300);
    if (min >= 0 && min <= 0.3 * max) {
      min = 0;
    }
    if (max - min <= Math.max(Math.abs(min), Math.abs(max)) * 1e-9) {
      double room = Math.max(Math.abs(max) * 0.1, 1e-300);
      min = min == 0 ? 0 : min - room;
      max = max == 0 ? 1 : max + room;
    }
    BigDecimal step = step(max - min);
    double size = step.doubleValue();
    double low = Math.floor(min / size) * size;
    double high = Math.ceil(max / size) * size;
    return new Axis(low, high, ticks(low, high, step));
  }

  /** How far along the axis a value is, from 0 to 1. */
  double share(double value) {
    return Math.clamp((value - low) / (high - low), 0, 1);
  }

  /** 1, 2 or 5 times a power of ten, so that a range has about five steps of it. */
  private static BigDecimal step(double range) {
    double rough = range / MOST_STEPS;
    int power = (int) Math.floor(Math.log10(rough));
    for (int digit : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
      if (step.doubleValue() >= rough * (1 - 1e-9)) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
  }

  private static List<Tick> ticks(double low, double high, BigDecimal step) {
    List<Tick> ticks = new ArrayList<>();
    double size = step.doubleValue();
    long first = (long) Math.ceil(low / size - 1e-9);
    long last = (long) Math.floor(high / size + 1e-9);
    for (long i = first; i <= last; i++) {
      BigDecimal value = step.multiply(BigDecimal.valueOf(i));
      ticks.add(new Tick(value.doubleValue(), label(value)));
    }
    return ticks;
  }

  private static String label(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal exact = value.round(MathContext.DECIMAL64).stripTrailingZeros();
    int magnitude = exact.precision() - exact.scale() - 1;
    if (magnitude >= -4 && magnitude < 6) {
      return exact.toPlainString();
    }
    return exact.scaleByPowerOfTen(-magnitude).toPlainString() + "e" + magnitude;
  }
}
