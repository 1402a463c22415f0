package io.trainyard.training;

import io.trainyard.preparation.FittedScaler;
import io.trainyard.preparation.Supervision;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the columns that a run needs, splits their rows, prepares and encodes them. */
final class TableReading {

  private TableReading() {}

  /**
   * Gives the examples of a run their values.
   *
   * @param train the first rows in the order of the split
   * @param test those that are left; null when there are none
   * @return what was done to the features
   */
  static Treatment fill(RunPlan plan, Table table, Examples train, @Nullable Examples test) {
    RunSpec spec = plan.completed();
    var targets = new Targets(table, plan.target());
    int[] rows = targets.order(spec, table.schema().rows());
    int count = train.rows();
    targets.fill(train.y(), rows, 0);
    if (test != null) {
      targets.fill(test.y(), rows, count);
    }
    Features.Values features =
        Features.of(plan.features(), spec.inputs(), table.schema()).read(table);
    var recipe = spec.scaler();
    FittedScaler scaler =
        recipe == null ? null : recipe.create().fit(features.select(rows, 0, count));
    var treatment = new Treatment(scaler, plan.preparation());
    Supervision supervision = targets.supervision(rows, count, spec.seed());
    features.fill(train.inputs(), columns -> treatment.ofTraining(columns, supervision), rows, 0);
    if (test != null) {
      features.fill(test.inputs(), treatment::of, rows, count);
    }
    return treatment;
  }

  /** What is to be predicted, as it was read. */
  static final class Targets {

    private final TargetPlan plan;
    private final List<ColumnSchema> schemas;
    private final double[][] values;
    private final @Nullable Tensor array;

    Targets(Table table, TargetPlan plan) {
      this.plan = plan;
      TableSchema schema = table.schema();
      this.schemas =
          plan.columns().stream().map(name -> schema.column(name).orElseThrow()).toList();
      boolean isArray = schemas.getFirst().isArray();
      this.values = isArray ? new double[0][] : table.values(plan.columns());
      this.array = isArray ? table.array(plan.columns().getFirst()) : null;
    }

    /** The numbers of the rows, those to learn from first. */
    int[] order(RunSpec spec, int rows) {
      int[] classes =
          spec.split().stratify() ? plan.classNumbers(values[0], schemas.getFirst()) : new int[0];
      return spec.split().order(rows, spec.seed(), classes, plan.width());
    }

    /** What a preparation may know of the training rows. */
    Supervision supervision(int[] rows, int count, long seed) {
      if (values.length != 1) {
        return new Supervision(null, null, seed);
      }
      double[] own = new double[count];
      List<String> classes = plan.classes();
      if (classes == null) {
        Arrays.setAll(own, i -> values[0][rows[i]]);
      } else {
        int[] numbers = plan.classNumbers(values[0], schemas.getFirst());
        Arrays.setAll(own, i -> numbers[rows[i]]);
      }
      return new Supervision(classes, own, seed);
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
