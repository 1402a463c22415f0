package io.trainyard.training;

import io.trainyard.preparation.Automatic;
import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnSteps;
import io.trainyard.preparation.ColumnType;
import io.trainyard.preparation.FittedPreparation;
import io.trainyard.preparation.Preparation;
import io.trainyard.preparation.PreparationException;
import io.trainyard.preparation.Remainder;
import io.trainyard.preparation.Supervision;
import io.trainyard.signature.Either;
import io.trainyard.signature.Faults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the plain columns of a table while a run is planned, since only their values show how
 * many numbers come of them and what cannot be done.
 */
final class Preparing {

  private final RunSpec spec;
  private final Table table;
  private final Faults faults;

  /**
   * @param faults speak of the list
   */
  Preparing(RunSpec spec, Table table, Faults faults) {
    this.spec = spec;
    this.table = table;
    this.faults = faults;
  }

  /**
   * What was prepared.
   *
   * @param list what is done, as a request writes it
   * @param fitted the same, with what it learned
   * @param outputs the names of what comes out
   * @param decisions what became of each column
   */
  record Prepared(
      List<ColumnSteps> list,
      FittedPreparation fitted,
      List<Column> outputs,
      List<PreparedColumn> decisions) {}

  /**
   * Learns from the training rows, and tries all rows.
   *
   * @param names the plain features
   * @return null after a fault
   */
  @Nullable Prepared prepare(List<String> names, TargetPlan target, int trainRows) {
    TableSchema schema = table.schema();
    Map<String, ColumnType> types = new LinkedHashMap<>();
    names.forEach(name -> types.put(name, schema.column(name).orElseThrow().type()));
    Preparation named =
        switch (spec.preprocess()) {
          case null -> Preparation.of(List.of(), Remainder.PASSTHROUGH, types, faults);
          case Either.First<?, ?> auto -> null;
          case Either.Second<Preparation.Auto, List<ColumnSteps>>(List<ColumnSteps> list) ->
              Preparation.of(list, spec.remainder(), types, faults);
        };
    if (named == null && !faults.isEmpty()) {
      return null;
    }
    List<String> needed = named == null ? names : inTableOrder(names, named);
    List<Column> columns = table.columns(needed);
    var targets = new TableReading.Targets(table, target);
    int rows = table.schema().rows();
    int[] order = targets.order(spec, rows);
    Map<String, Column> training = selected(columns, order, 0, trainRows);
    Map<String, String> reasons = Map.of();
    if (named == null) {
      Automatic automatic = Automatic.of(List.copyOf(training.values()), rows);
      reasons = automatic.reasons();
      named = Preparation.of(automatic.list(), spec.remainder(), types, faults);
      if (named == null) {
        return null;
      }
    }
    int before = faults.count();
    inTableOrder(names, named)
        .forEach(name -> schema.column(name).orElseThrow().requireFinite(faults));
    if (faults.count() > before) {
      return null;
    }
    Supervision supervision = targets.supervision(order, trainRows, spec.seed());
    FittedPreparation fitted = named.fit(training, supervision, faults);
    if (fitted == null) {
      return null;
    }
    try {
      List<Column> outputs = fitted.transformTraining(training, supervision);
      List<Column> test = fitted.transform(selected(columns, order, trainRows, rows - trainRows));
      requirePresent(outputs, test);
      return !faults.isEmpty()
          ? null
          : new Prepared(
              named.parts(), fitted, outputs, PreparedColumn.of(types, reasons, outputs));
    } catch (PreparationException e) {
      int row = e.row();
      faults.add(
          "invalid_value",
          e.getMessage()
              + (row < 0
                  ? ""
                  : "; it is in a row of the test split, row "
                      + (order[trainRows + row] + 1)
                      + " of the data"));
      return null;
    }
  }

  private static List<String> inTableOrder(List<String> names, Preparation preparation) {
    return names.stream().filter(preparation.sources()::contains).toList();
  }

  private static Map<String, Column> selected(
      List<Column> columns, int[] order, int from, int count) {
    return Treatment.byName(
        columns.stream().map(column -> column.select(order, from, count)).toList());
  }

  private void requirePresent(List<Column> training, List<Column> test) {
    Map<String, Integer> gaps = new LinkedHashMap<>();
    for (int i = 0; i < training.size(); i++) {
      int missing = training.get(i).missing() + test.get(i).missing();
      if (missing > 0) {
        gaps.merge(training.get(i).source(), missing, Math::max);
      }
    }
    gaps.forEach((name, count) ->
        faults.add(
            "missing_values",
            "the column '"
                + name
                + "' has "
                + count
                + (count == 1 ? " gap" : " gaps")
                + " that its preparation leaves; begin its steps with a SimpleImputer"));
  }
}
