package io.trainyard.training;

/** Learns from the training rows how to bring features to a common size. */
public abstract sealed class Scaler permits MinMaxScaler, StandardScaler {

  Scaler() {}

  /**
   * Learns from the training rows.
   *
   * @param columns per feature its values by row
   * @param rows the numbers of the rows to learn from, first {@code count} of the array
   */
  final FittedScaler fit(double[][] columns, int[] rows, int count) {
    double[] offset = new double[columns.length];
    double[] scale = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      fit(columns[j], rows, count, j, offset, scale);
      // As scikit-learn does: a feature that never changes is moved but not stretched.
      scale[j] = scale[j] == 0 ? 1 : scale[j];
    }
    return new FittedScaler(getClass().getSimpleName(), offset, scale);
  }

  /** Learns offset and scale of feature {@code j}. */
  abstract void fit(double[] values, int[] rows, int count, int j, double[] offset, double[] scale);
}
