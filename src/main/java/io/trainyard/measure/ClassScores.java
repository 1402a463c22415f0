package io.trainyard.measure;

import io.trainyard.tensor.Shape;
import io.trainyard.tensor.StateDict;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;

/** The scores that rows give their classes, with the true classes and the weights of the rows. */
final class ClassScores {

  private final int classes;
  private float[] scores = {};
  private int[] truth = {};
  private double[] weights = {};
  private int rows;
  private boolean finite = true;

  ClassScores(int classes) {
    this.classes = classes;
  }

  static long bytesPerRow(int classes) {
    // What grows is copied while it grows.
    return 2L * (Float.BYTES * (long) classes + Integer.BYTES + Double.BYTES);
  }

  /** Takes a row; scores beyond those of the classes are not looked at. */
  void add(int trueClass, float[] row, double weight) {
    if (rows == truth.length) {
      int room = Math.max(16, rows + (rows >> 1));
      truth = Arrays.copyOf(truth, room);
      weights = Arrays.copyOf(weights, room);
      scores = Arrays.copyOf(scores, Math.multiplyExact(room, classes));
    }
    System.arraycopy(row, 0, scores, rows * classes, classes);
    for (int i = 0; i < classes; i++) {
      finite &= !Float.isNaN(row[i]);
    }
    truth[rows] = trueClass;
    weights[rows++] = weight;
  }

  void save(StateDict to) {
    to.own("scores", Tensor.of(Shape.of(rows, classes), Arrays.copyOf(scores, rows * classes)));
    to.own("truth", Arrays.stream(truth, 0, rows).asDoubleStream().toArray());
    to.own("weights", Arrays.copyOf(weights, rows));
  }

  void load(StateDict from) {
    reset();
    float[] before = from.tensor("scores").toArray();
    double[] classesBefore = from.numbers("truth");
    double[] weightsBefore = from.numbers("weights");
    for (int i = 0; i < classesBefore.length; i++) {
      float[] row = Arrays.copyOfRange(before, i * classes, (i + 1) * classes);
      add((int) classesBefore[i], row, weightsBefore[i]);
    }
  }

  void reset() {
    rows = 0;
    finite = true;
  }

  /** Whether there are rows, and every score is a number. */
  boolean areNumbers() {
    return finite && rows > 0;
  }

  int rows() {
    return rows;
  }

  int classes() {
    return classes;
  }

  int truth(int row) {
    return truth[row];
  }

  double weight(int row) {
    return weights[row];
  }

  float score(int row, int of) {
    return scores[row * classes + of];
  }

  /** The rows of a class, by their weights. */
  double support(int of) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += truth[i] == of ? weights[i] : 0;
    }
    return sum;
  }

  /** The scores of one class, to be told from all others. */
  Ranking ranking(int of) {
    var ranking = new Ranking(rows);
    for (int i = 0; i < rows; i++) {
      ranking.add(score(i, of), truth[i] == of, weights[i]);
    }
    return ranking;
  }
}
