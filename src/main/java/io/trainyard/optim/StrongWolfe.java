package io.trainyard.optim;

import org.jspecify.annotations.Nullable;

/**
 * Looks along a direction for a length whose loss is low enough and whose slope is flat enough (the
 * strong Wolfe conditions), by cubic interpolation; as PyTorch's {@code _strong_wolfe}.
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal, Wright: Numerical Optimization,
 *     algorithms 3.5 and 3.6</a>
 */
final class StrongWolfe {

  /** The share of the descent that the slope promises which the loss has to make. */
  private static final double C1 = 1e-4;

  /** How much of the slope may be left. */
  private static final double C2 = 0.9;

  private static final double TOLERANCE_CHANGE = 1e-9;

  /** A length, and what the loss is there. */
  static final class Point {
    double length;
    double loss;
    double slope;
    final float[] gradient;

    Point(int size) {
      gradient = new float[size];
    }
  }

  /** Moves the parameters, and fills in what the loss, its slope and its gradient are there. */
  interface Line {
    void evaluate(Point at);
  }

  /** Where the search ended, and how often the loss was asked for. */
  record Found(Point point, int evaluations) {}

  private final Line line;
  private final int most;
  private final Point[] points;
  private final Point start;
  private final Point[] bracket;
  private int evaluations;
  private int rounds;

  /**
   * Prepares a search.
   *
   * @param most how many rounds there may be
   * @param points four of them, the first of which is where the search starts
   */
  StrongWolfe(Line line, int most, Point... points) {
    this.line = line;
    this.most = most;
    this.points = points;
    this.start = points[0];
    this.bracket = new Point[] {start, start};
  }

  /**
   * Searches.
   *
   * @param length the first to try
   * @param largest the largest amount of an element of the direction
   */
  Found search(double length, double largest) {
    Point found = enclose(length);
    return new Found(found == null ? narrow(largest) : found, evaluations);
  }

  /** Goes on until a good length is passed; one that happens to be good itself is returned. */
  private @Nullable Point enclose(double length) {
    Point before = start;
    Point at = evaluate(length, start, start);
    for (; rounds < most; rounds++) {
      if (!isTooHigh(at) && !(rounds > 1 && at.loss >= before.loss)) {
        if (isFlat(at)) {
          return at;
        }
        if (at.slope < 0) {
          double least = at.length + 0.01 * (at.length - before.length);
          double next = lowest(before, at, least, at.length * 10);
          before = at;
          at = evaluate(next, before, before);
          continue;
        }
      }
      bracket[0] = before;
      bracket[1] = at;
      return null;
    }
    bracket[1] = at;
    return null;
  }

  /** Makes the bracket smaller until its lower end is good. */
  private Point narrow(double largest) {
    int low = lower();
    boolean isSlow = false;
    for (; rounds < most; rounds++) {
      double from = Math.min(bracket[0].length, bracket[1].length);
      double to = Math.max(bracket[0].length, bracket[1].length);
      if ((to - from) * largest < TOLERANCE_CHANGE) {
        break;
      }
      double next = lowest(bracket[0], bracket[1], from, to);
      double margin = 0.1 * (to - from);
      boolean isAtEdge = Math.min(to - next, next - from) < margin;
      boolean isMoved = isAtEdge && (isSlow || next >= to || next <= from);
      if (isMoved) {
        next = Math.abs(next - to) < Math.abs(next - from) ? to - margin : from + margin;
      }
      isSlow = isAtEdge && !isMoved;
      Point at = evaluate(next, bracket[0], bracket[1]);
      if (isTooHigh(at) || at.loss >= bracket[low].loss) {
        bracket[1 - low] = at;
        low = lower();
      } else if (isFlat(at)) {
        return at;
      } else {
        if (at.slope * (bracket[1 - low].length - bracket[low].length) >= 0) {
          bracket[1 - low] = bracket[low];
        }
        bracket[low] = at;
      }
    }
    return bracket[low];
  }

  private int lower() {
    return bracket[0].loss <= bracket[1].loss ? 0 : 1;
  }

  /** Evaluates at a point that is neither the start nor one of those that are kept. */
  private Point evaluate(double length, Point kept, Point keptToo) {
    int i = 1;
    while (points[i] == kept || points[i] == keptToo) {
      i++;
    }
    points[i].length = length;
    line.evaluate(points[i]);
    evaluations++;
    return points[i];
  }

  private boolean isTooHigh(Point point) {
    return point.loss > start.loss + C1 * point.length * start.slope;
  }

  private boolean isFlat(Point point) {
    return Math.abs(point.slope) <= -C2 * start.slope;
  }

  /** Where the cubic through two points with their slopes is lowest, within bounds. */
  private static double lowest(Point a, Point b, double least, double most) {
    Point left = a.length <= b.length ? a : b;
    Point right = a.length <= b.length ? b : a;
    double d1 =
        left.slope + right.slope - 3 * (left.loss - right.loss) / (left.length - right.length);
    double square = d1 * d1 - left.slope * right.slope;
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    double d2 = Math.sqrt(square);
    double width = right.length - left.length;
    double at =
        right.length - width * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
    return Math.min(Math.max(at, least), most);
  }
}
