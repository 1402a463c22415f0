package io.trainyard.training;

import io.trainyard.tensor.StateDict;

/**
 * {@code 1 - sum (y - p)² / sum (y - mean y)²} for each column, averaged; 0 for a column that never
 * changes.
 */
final class R2Score implements Score {

  private final double[] residuals;
  private final double[] means;
  private final double[] squares;
  private long rowsSoFar;

  R2Score(int columns) {
    residuals = new double[columns];
    means = new double[columns];
    squares = new double[columns];
  }

  @Override
  public void add(float[] predictions, float[] targets, int rows) {
    int columns = means.length;
    int outputs = predictions.length / rows;
    for (int i = 0; i < rows; i++) {
      rowsSoFar++;
      for (int j = 0; j < columns; j++) {
        double target = targets[i * columns + j];
        double miss = target - predictions[i * outputs + j];
        residuals[j] += miss * miss;
        // Welford's way: the sum of squared distances from a mean that is still moving.
        double before = target - means[j];
        means[j] += before / rowsSoFar;
        squares[j] += before * (target - means[j]);
      }
    }
  }

  @Override
  public double value() {
    double sum = 0;
    for (int j = 0; j < means.length; j++) {
      boolean constant = squares[j] == 0;
      sum += constant ? (residuals[j] == 0 ? 1 : 0) : 1 - residuals[j] / squares[j];
    }
    return sum / means.length;
  }

  @Override
  public void save(StateDict to) {
    to.put("rows", rowsSoFar);
    to.put("residuals", residuals);
    to.put("means", means);
    to.put("squares", squares);
  }

  @Override
  public void load(StateDict from) {
    rowsSoFar = from.whole("rows");
    copy(from.numbers("residuals"), residuals);
    copy(from.numbers("means"), means);
    copy(from.numbers("squares"), squares);
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  @Override
  public void reset() {
    rowsSoFar = 0;
    java.util.Arrays.fill(residuals, 0);
    java.util.Arrays.fill(means, 0);
    java.util.Arrays.fill(squares, 0);
  }
}
