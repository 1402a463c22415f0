package io.trainyard.training;

import io.trainyard.tensor.Interruption;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data of a run as tensors.
 *
 * @param trainX features to learn from [rows, features], scaled
 * @param trainY their encoded targets
 * @param testX features to test on; null when there are none
 * @param testY their encoded targets; null when there are none
 * @param scaler what was done to the features; null for nothing
 */
record Examples(
    Tensor trainX,
    Tensor trainY,
    @Nullable Tensor testX,
    @Nullable Tensor testY,
    @Nullable FittedScaler scaler) {

  /** Reads, splits, scales and encodes. */
  static Examples of(RunPlan plan, Table table) {
    RunSpec spec = plan.completed();
    int train = plan.summary().train_rows();
    int test = plan.summary().test_rows();
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
    double[][] features = table.values(plan.features());
    var recipe = spec.scaler();
    FittedScaler scaler = recipe == null ? null : recipe.create().fit(features, rows, train);
    return new Examples(
        features(features, scaler, rows, 0, train),
        target.encode(targets, schemas, rows, 0, train),
        test == 0 ? null : features(features, scaler, rows, train, test),
        test == 0 ? null : target.encode(targets, schemas, rows, train, test),
        scaler);
  }

  /** The features of {@code count} rows, from place {@code from} of an order on. */
  static Tensor features(
      double[][] columns, @Nullable FittedScaler scaler, int[] rows, int from, int count) {
    float[] values = new float[Math.multiplyExact(count, columns.length)];
    for (int j = 0; j < columns.length; j++) {
      Interruption.ask();
      for (int i = 0; i < count; i++) {
        double value = columns[j][rows[from + i]];
        values[i * columns.length + j] = (float) (scaler == null ? value : scaler.apply(j, value));
      }
    }
    return Tensor.of(Shape.of(count, columns.length), values);
  }
}
