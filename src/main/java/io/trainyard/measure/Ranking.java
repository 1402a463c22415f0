package io.trainyard.measure;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Rows in the order of their scores, highest first, of which some are positive. Rows of one score
 * come together.
 */
final class Ranking {

  private final double[] scores;
  private final boolean[] positive;
  private final double[] weights;
  private int rows;

  /** Room for so many rows. */
  Ranking(int most) {
    scores = new double[most];
    positive = new boolean[most];
    weights = new double[most];
  }

  void add(double score, boolean isPositive, double weight) {
    scores[rows] = score;
    positive[rows] = isPositive;
    weights[rows++] = weight;
  }

  /**
   * How many rows have at least a score, for each different score from the highest on.
   *
   * @param thresholds the scores
   * @param truePositives the positive rows of them, by their weights
   * @param falsePositives the others
   */
  record Counts(double[] thresholds, double[] truePositives, double[] falsePositives) {

    double positives() {
      return thresholds.length == 0 ? 0 : truePositives[thresholds.length - 1];
    }

    double negatives() {
      return thresholds.length == 0 ? 0 : falsePositives[thresholds.length - 1];
    }
  }

  Counts counts() {
    Integer[] order = new Integer[rows];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
    double[] thresholds = new double[rows];
    double[] hits = new double[rows];
    double[] misses = new double[rows];
    int steps = 0;
    double hit = 0;
    double miss = 0;
    for (int i = 0; i < rows; i++) {
      int row = order[i];
      if (weights[row] == 0) {
        continue;
      }
      hit += positive[row] ? weights[row] : 0;
      miss += positive[row] ? 0 : weights[row];
      if (steps == 0 || scores[row] != thresholds[steps - 1]) {
        thresholds[steps++] = scores[row];
      }
      hits[steps - 1] = hit;
      misses[steps - 1] = miss;
    }
    return new Counts(
        Arrays.copyOf(thresholds, steps), Arrays.copyOf(hits, steps), Arrays.copyOf(misses, steps));
  }

  /**
   * The area under the ROC curve, in which a tie counts half; not a number unless there are both
   * positive rows and others.
   */
  double rocAuc() {
    Counts counts = counts();
    double area = 0;
    double hit = 0;
    double miss = 0;
    for (int i = 0; i < counts.thresholds().length; i++) {
      area += (counts.falsePositives()[i] - miss) * (counts.truePositives()[i] + hit) / 2;
      hit = counts.truePositives()[i];
      miss = counts.falsePositives()[i];
    }
    return area / (hit * miss);
  }

  /**
   * The sum over the different scores of the precision at each, by how much the recall grows there;
   * 0 without positive rows.
   */
  double averagePrecision() {
    Counts counts = counts();
    double sum = 0;
    double before = 0;
    for (int i = 0; i < counts.thresholds().length; i++) {
      double hit = counts.truePositives()[i];
      sum += (hit - before) * hit / (hit + counts.falsePositives()[i]);
      before = hit;
    }
    return before == 0 ? 0 : sum / before;
  }
}
