package io.trainyard.training;

import io.trainyard.tensor.Tensor;
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
    var targets = new Targets(table, plan.target());
    int[] classes = spec.split().stratify() ? targets.classNumbers() : new int[0];
    int[] rows =
        spec.split().order(table.schema().rows(), spec.seed(), classes, plan.target().width());
    int count = train.rows();
    targets.fill(train.y(), rows, 0);
    if (test != null) {
      targets.fill(test.y(), rows, count);
    }
    Features.Values features = Features.of(plan.features(), table.schema()).read(table);
    var recipe = spec.scaler();
    FittedScaler scaler =
        recipe == null ? null : recipe.create().fit(features.numbers(), rows, count);
    features.fill(train.inputs(), scaler, rows, 0);
    if (test != null) {
      features.fill(test.inputs(), scaler, rows, count);
    }
    return scaler;
  }

  /** What is to be predicted, as it was read. */
  static final class Targets {

    private final TargetPlan plan;
    private final List<ColumnSchema> schemas;
    private final double[][] values;
    private final @Nullable Tensor array;

    Targets(Table table, TargetPlan plan) {
      this.plan = plan;
      this.schemas =
          plan.columns().stream().map(name -> table.schema().column(name).orElseThrow()).toList();
      boolean isArray = schemas.getFirst().isArray();
      this.values = isArray ? new double[0][] : table.values(plan.columns());
      this.array = isArray ? table.array(plan.columns().getFirst()) : null;
    }

    int[] classNumbers() {
      return plan.classNumbers(values[0], schemas.getFirst());
    }

    /** Gives encoded targets their values: those of the rows from place {@code from} on. */
    void fill(Tensor y, int[] rows, int from) {
      int count = y.size(0);
      if (array == null) {
        y.own(plan.encode(values, schemas, rows, from, count));
      } else {
        y.fill(array.indexSelect(Arrays.copyOfRange(rows, from, from + count)));
      }
    }
  }
}
