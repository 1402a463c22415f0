package io.trainyard.signature;

import org.jspecify.annotations.Nullable;

/** The numbers between two bounds, each of which may itself be excluded. */
public record Range(double min, double max, boolean minExclusive, boolean maxExclusive) {

  private static final Range ALL =
      new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false);

  static Range of(@Nullable Bounds bounds) {
    return bounds == null
        ? ALL
        : new Range(bounds.min(), bounds.max(), bounds.minExclusive(), bounds.maxExclusive());
  }

  boolean contains(double value) {
    return (minExclusive ? value > min : value >= min)
        && (maxExclusive ? value < max : value <= max);
  }

  /** The bounds in words that follow a noun: " of at least 1", " from 0 to 1". */
  String words() {
    boolean below = min != Double.NEGATIVE_INFINITY;
    boolean above = max != Double.POSITIVE_INFINITY;
    if (below && above && !minExclusive && !maxExclusive) {
      return " from " + text(min) + " to " + text(max);
    }
    String low = below ? (minExclusive ? " greater than " : " of at least ") + text(min) : "";
    String high = above ? (maxExclusive ? " less than " : " of at most ") + text(max) : "";
    return low + (below && above ? " and" : "") + high;
  }

  private static String text(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }
}
