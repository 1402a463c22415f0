package io.trainyard.measure;

import io.trainyard.tensor.StateDict;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often each class was true, was predicted, and was both; rows count with their weights. What
 * is predicted beyond the classes that the target has is counted as one more class.
 */
final class ClassCounts {

  private final int classes;
  private final double[] right;
  private final double[] predicted;
  private final double[] truth;
  private final boolean[] seen;

  ClassCounts(int classes) {
    this.classes = classes;
    this.right = new double[classes + 1];
    this.predicted = new double[classes + 1];
    this.truth = new double[classes + 1];
    this.seen = new boolean[classes + 1];
  }

  /** Counts a row; a prediction of -1 is that of no class. */
  void add(int trueClass, int predictedClass, double weight) {
    truth[trueClass] += weight;
    seen[trueClass] = true;
    if (predictedClass >= 0) {
      int guess = Math.min(predictedClass, classes);
      predicted[guess] += weight;
      seen[guess] = true;
      if (guess == trueClass) {
        right[guess] += weight;
      }
    }
  }

  void save(StateDict to) {
    to.put("right", right);
    to.put("predicted", predicted);
    to.put("truth", truth);
    to.put("seen", Arrays.stream(seen()).asDoubleStream().toArray());
  }

  void load(StateDict from) {
    reset();
    System.arraycopy(from.numbers("right"), 0, right, 0, right.length);
    System.arraycopy(from.numbers("predicted"), 0, predicted, 0, predicted.length);
    System.arraycopy(from.numbers("truth"), 0, truth, 0, truth.length);
    for (double of : from.numbers("seen")) {
      seen[(int) of] = true;
    }
  }

  void reset() {
    Arrays.fill(right, 0);
    Arrays.fill(predicted, 0);
    Arrays.fill(truth, 0);
    Arrays.fill(seen, false);
  }

  /** The rows of a class that were found. */
  double right(int of) {
    return right[of];
  }

  /** The rows for which a class was predicted. */
  double predicted(int of) {
    return predicted[of];
  }

  /** The rows that are of a class. */
  double truth(int of) {
    return truth[of];
  }

  /** All rows that were found. */
  double right() {
    return Arrays.stream(right).sum();
  }

  /** All rows for which a class was predicted. */
  double predicted() {
    return Arrays.stream(predicted).sum();
  }

  /** All rows. */
  double rows() {
    return Arrays.stream(truth).sum();
  }

  /** The classes that were true or predicted in at least one row. */
  int[] seen() {
    return IntStream.range(0, seen.length).filter(of -> seen[of]).toArray();
  }
}
