package io.trainyard.training;

import io.trainyard.tensor.Interruption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the columns that a run needs, splits their rows, scales and encodes them. */
final class TableReading {

  private TableReading() {}

  /**
   * Gives the examples of a run their values.
   *
   * @param train the first rows in the order of the split
   * @param test those that are left; null when there are none
   * @return what was done to the features; null for nothing
   */
  static @Nullable FittedScaler fill(
      RunPlan plan, Table table, Examples train, @Nullable Examples test) {
    RunSpec spec = plan.completed();
    TargetPlan target = plan.target();
    List<ColumnSchema> schemas =
        target.columns().stream().map(name -> table.schema().column(name).orElseThrow()).toList();
    double[][] targets = table.values(target.columns());
    boolean stratify = spec.split().stratify();
    int[] rows =
        spec.split()
            .order(
                table.schema().rows(),
                spec.seed(),
                stratify ? target.classNumbers(targets[0], schemas.getFirst()) : new int[0],
                target.width());
    int count = train.rows();
    train.y().own(target.encode(targets, schemas, rows, 0, count));
    if (test != null) {
      test.y().own(target.encode(targets, schemas, rows, count, test.rows()));
    }
    double[][] features = table.values(plan.features());
    var recipe = spec.scaler();
    FittedScaler scaler = recipe == null ? null : recipe.create().fit(features, rows, count);
    train.x().own(features(features, scaler, rows, 0, count));
    if (test != null) {
      test.x().own(features(features, scaler, rows, count, test.rows()));
    }
    return scaler;
  }

  /** The features of {@code count} rows, from place {@code from} of an order on, row by row. */
  static float[] features(
      double[][] columns, @Nullable FittedScaler scaler, int[] rows, int from, int count) {
    float[] values = new float[Math.multiplyExact(count, columns.length)];
    for (int j = 0; j < columns.length; j++) {
      Interruption.ask();
      for (int i = 0; i < count; i++) {
        double value = columns[j][rows[from + i]];
        values[i * columns.length + j] = (float) (scaler == null ? value : scaler.apply(j, value));
      }
    }
    return values;
  }

  /** The rows of a table as they come. */
  static int[] everyRow(int rows) {
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    return order;
  }
}
