package io.trainyard.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many rows of a class, and how many others, have at least a score; as scikit-learn's {@code
 * roc_curve}. The first point is that of an infinite threshold, which nothing reaches.
 *
 * @param falsePositiveRate the share of the others; not numbers when there are none
 * @param truePositiveRate the share of the rows of the class; not numbers when there are none
 * @param thresholds the scores, highest first
 */
public record RocCurve(double[] falsePositiveRate, double[] truePositiveRate, double[] thresholds) {

  /**
   * @param dropIntermediate whether points are left out that lie on a straight line
   */
  static RocCurve of(Ranking ranking, boolean dropIntermediate) {
    Ranking.Counts counts = ranking.counts();
    int[] kept =
        IntStream.range(0, counts.thresholds().length)
            .filter(i -> !dropIntermediate || isCorner(counts, i))
            .toArray();
    double[] falsePositives = new double[kept.length + 1];
    double[] truePositives = new double[kept.length + 1];
    double[] thresholds = new double[kept.length + 1];
    thresholds[0] = Double.POSITIVE_INFINITY;
    for (int i = 0; i < kept.length; i++) {
      falsePositives[i + 1] = counts.falsePositives()[kept[i]];
      truePositives[i + 1] = counts.truePositives()[kept[i]];
      thresholds[i + 1] = counts.thresholds()[kept[i]];
    }
    return new RocCurve(
        share(falsePositives, counts.negatives()),
        share(truePositives, counts.positives()),
        thresholds);
  }

  private static double[] share(double[] of, double all) {
    return Arrays.stream(of).map(count -> count / all).toArray();
  }

  /** Whether the curve bends at a point, or begins or ends there. */
  private static boolean isCorner(Ranking.Counts counts, int i) {
    return i == 0
        || i == counts.thresholds().length - 1
        || bends(counts.falsePositives(), i)
        || bends(counts.truePositives(), i);
  }

  private static boolean bends(double[] counts, int i) {
    return counts[i + 1] - 2 * counts[i] + counts[i - 1] != 0;
  }

  /** The same with at most so many points, at about even distances; the last one stays. */
  RocCurve thinned(int most) {
    int points = thresholds.length;
    if (points <= most) {
      return this;
    }
    int[] kept =
        IntStream.range(0, most).map(i -> (int) ((long) i * (points - 1) / (most - 1))).toArray();
    return new RocCurve(
        at(kept, falsePositiveRate), at(kept, truePositiveRate), at(kept, thresholds));
  }

  private static double[] at(int[] places, double[] values) {
    return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
  }
}
