package io.trainyard.training;

import io.trainyard.preparation.Column;
import io.trainyard.preparation.FittedPreparation;
import io.trainyard.preparation.FittedScaler;
import io.trainyard.preparation.Supervision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the plain columns before they go into a network: nothing, or what a scaler or a
 * preparation learned from the training rows.
 */
record Treatment(@Nullable FittedScaler scaler, @Nullable FittedPreparation preparation) {

  /** What any rows become. */
  List<Column> of(List<Column> columns) {
    if (preparation != null) {
      return preparation.transform(byName(columns));
    }
    return scaler == null ? columns : scaler.transform(columns);
  }

  /** What the very rows become that were learned from. */
  List<Column> ofTraining(List<Column> columns, Supervision target) {
    return preparation == null
        ? of(columns)
        : preparation.transformTraining(byName(columns), target);
  }

  static Map<String, Column> byName(List<Column> columns) {
    Map<String, Column> byName = new LinkedHashMap<>();
    columns.forEach(column -> byName.put(column.name(), column));
    return byName;
  }
}
