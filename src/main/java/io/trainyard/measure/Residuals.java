package io.trainyard.measure;

import io.trainyard.tensor.StateDict;
import java.util.Arrays;

/**
 * The distances between predicted and true numbers, column by column, summed up as the metrics need
 * them; rows count with their weights.
 */
final class Residuals {

  /** What a true 0 counts as where something is divided by it: the epsilon of a double. */
  private static final double LEAST = Math.ulp(1.0);

  private final int columns;
  private final double[] squares;
  private final Spread[] residuals;
  private final Spread[] targets;
  private double absolute;
  private double relative;
  private double weight;
  private long rows;

  /** How far numbers are from their mean, as Welford finds it while the mean still moves. */
  static final class Spread {
    private double mean;
    private double squares;

    private void add(double value, double itsWeight, double weightSoFar) {
      double before = value - mean;
      mean += before * itsWeight / weightSoFar;
      squares += itsWeight * before * (value - mean);
    }

    /** The sum of the squared distances. */
    double squares() {
      return squares;
    }

    private void save(StateDict to) {
      to.put("mean", mean);
      to.put("squares", squares);
    }

    private void load(StateDict from) {
      mean = from.number("mean");
      squares = from.number("squares");
    }

    private void reset() {
      mean = 0;
      squares = 0;
    }
  }

  Residuals(int columns) {
    this.columns = columns;
    this.squares = new double[columns];
    this.residuals = new Spread[columns];
    this.targets = new Spread[columns];
    Arrays.setAll(residuals, j -> new Spread());
    Arrays.setAll(targets, j -> new Spread());
  }

  /** Counts a row, whose numbers begin at the given places. */
  void add(float[] predicted, int predictedAt, float[] truth, int truthAt, double itsWeight) {
    rows++;
    if (itsWeight == 0) {
      return;
    }
    weight += itsWeight;
    for (int j = 0; j < columns; j++) {
      double target = truth[truthAt + j];
      double miss = target - predicted[predictedAt + j];
      absolute += itsWeight * Math.abs(miss);
      relative += itsWeight * Math.abs(miss) / Math.max(Math.abs(target), LEAST);
      squares[j] += itsWeight * miss * miss;
      residuals[j].add(miss, itsWeight, weight);
      targets[j].add(target, itsWeight, weight);
    }
  }

  void save(StateDict to) {
    to.put("rows", rows);
    to.put("weight", weight);
    to.put("absolute", absolute);
    to.put("relative", relative);
    to.put("squares", squares);
    for (int j = 0; j < columns; j++) {
      residuals[j].save(to.at("residual " + j));
      targets[j].save(to.at("target " + j));
    }
  }

  void load(StateDict from) {
    rows = from.whole("rows");
    weight = from.number("weight");
    absolute = from.number("absolute");
    relative = from.number("relative");
    System.arraycopy(from.numbers("squares"), 0, squares, 0, columns);
    for (int j = 0; j < columns; j++) {
      residuals[j].load(from.at("residual " + j));
      targets[j].load(from.at("target " + j));
    }
  }

  void reset() {
    Arrays.fill(squares, 0);
    for (int j = 0; j < columns; j++) {
      residuals[j].reset();
      targets[j].reset();
    }
    absolute = 0;
    relative = 0;
    weight = 0;
    rows = 0;
  }

  int columns() {
    return columns;
  }

  long rows() {
    return rows;
  }

  /** The mean over all numbers of something that was summed up over them. */
  private double mean(double sum) {
    return sum / (weight * columns);
  }

  double meanAbsolute() {
    return mean(absolute);
  }

  double meanRelative() {
    return mean(relative);
  }

  double meanSquare() {
    return mean(Arrays.stream(squares).sum());
  }

  /** The squared distances of a column, summed up. */
  double squares(int column) {
    return squares[column];
  }

  /** The mean of the squared distances of a column. */
  double meanSquare(int column) {
    return squares[column] / weight;
  }

  /** How the distances of a column spread. */
  Spread residuals(int column) {
    return residuals[column];
  }

  /** How the true numbers of a column spread. */
  Spread targets(int column) {
    return targets[column];
  }

  /**
   * {@code 1 - part / whole}; of a whole that is 0 nothing can be missed, so it is 1 where nothing
   * is and otherwise 0.
   */
  static double share(double part, double whole) {
    return whole == 0 ? (part == 0 ? 1 : 0) : 1 - part / whole;
  }
}
