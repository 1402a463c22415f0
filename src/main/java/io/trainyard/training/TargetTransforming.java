package io.trainyard.training;

import io.trainyard.preparation.Column;
import io.trainyard.preparation.FunctionTransformer;
import io.trainyard.preparation.PreparationException;
import io.trainyard.preparation.Preprocessor;
import io.trainyard.preparation.TargetTransformer;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Either;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Transforms a target of numbers while a run is planned, as preparing does to features. */
final class TargetTransforming {

  private final RunSpec spec;
  private final Table table;
  private final Faults faults;

  TargetTransforming(RunSpec spec, Table table, Faults faults) {
    this.spec = spec;
    this.table = table;
    this.faults = faults.at("target_transformer");
  }

  /**
   * Learns from the training rows, and tries all rows.
   *
   * @return the target with what is done to it; null after a fault
   */
  @Nullable TargetPlan of(TargetPlan target, int trainRows) {
    TableSchema schema = table.schema();
    Recipe<? extends Preprocessor> recipe = recipe();
    if (target.encoding() != TargetEncoding.NUMERIC
        || schema.column(target.columns().getFirst()).orElseThrow().isArray()) {
      faults.add(
          "invalid_value",
          target.classes() == null
              ? "is for columns of numbers; the target is arrays"
              : "is for a target of numbers; here it is classes");
      return null;
    }
    if (recipe == null || !recipe.isReady()) {
      return null;
    }
    int rows = schema.rows();
    int[] order = new TableReading.Targets(table, target).order(spec, rows);
    List<Column> columns = table.columns(target.columns());
    try {
      List<Column> training =
          columns.stream().map(column -> column.select(order, 0, trainRows)).toList();
      TargetTransformer fitted = TargetTransformer.fit(recipe, training, spec.seed());
      fitted.transform(columns);
      return target.transformedBy(fitted);
    } catch (PreparationException e) {
      String where = e.row() < 0 ? "" : " in row " + (e.row() + 1) + " of the data";
      faults.add("invalid_value", e.getMessage() + where);
    } catch (IllegalArgumentException e) {
      faults.add("invalid_value", Objects.requireNonNull(e.getMessage()));
    }
    return null;
  }

  private @Nullable Recipe<? extends Preprocessor> recipe() {
    return switch (spec.target_transformer()) {
      case null -> null;
      case Either.First<FunctionTransformer.Function, Recipe<? extends Preprocessor>>(
              FunctionTransformer.Function function) ->
          Catalog.of(Preprocessor.class)
              .read(
                  Map.of(
                      "type",
                      FunctionTransformer.class.getSimpleName(),
                      "func",
                      function.name().toLowerCase(Locale.ROOT)),
                  faults);
      case Either.Second<FunctionTransformer.Function, Recipe<? extends Preprocessor>>(
              Recipe<? extends Preprocessor> recipe) ->
          recipe;
    };
  }
}
