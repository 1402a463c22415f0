package io.trainyard.model;

import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnType;
import io.trainyard.rest.Refusal;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Suggestion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a prediction request from JSON, each a list of values in the order of the
 * model's features or an object by their names, and finds every fault of them.
 */
final class PredictionRows {
  /** After so many faults the rest is not looked at: it would say the same again. */
  static final int MOST_FAULTS = 100;

  private final ModelDescription model;
  private final ExtraColumns extra;
  private final int mostRows;
  private final Faults faults;
  private final List<FeatureValues> features;

  private PredictionRows(ModelDescription model, ExtraColumns extra, int mostRows, Faults faults) {
    this.model = model;
    this.extra = extra;
    this.mostRows = mostRows;
    this.faults = faults;
    this.features = FeatureValues.of(model);
  }

  /**
   * The rows of {@code {"rows": [...]}}.
   *
   * @param tree what a JSON parser gave
   * @return the model's features in its order; of no use if there are faults
   */
  static List<Column> read(
      @Nullable Object tree,
      ModelDescription model,
      ExtraColumns extra,
      int mostRows,
      Faults faults) {
    var rows = new PredictionRows(model, extra, mostRows, faults);
    rows.request(tree);
    return FeatureValues.columns(rows.features);
  }

  /** Whether a column of this name may be there though the model does not take it. */
  static boolean isIgnored(String name, ModelDescription model, ExtraColumns extra) {
    return extra == ExtraColumns.IGNORE || model.targets().contains(name);
  }

  /** Why a column of this name cannot be given. */
  static String unknownColumn(String name, ModelDescription model) {
    return "unknown column "
        + Refusal.quoted(name)
        + Suggestion.hintAmongMany(name, model.features())
        + "; '?extra_columns=ignore' lets others be there";
  }

  static String tooMany(int mostRows) {
    return "more than the %d rows that one request may have".formatted(mostRows);
  }

  static String beyondFloat(String text) {
    return "expects a number that float32 can hold, got " + Refusal.quoted(text);
  }

  private void request(@Nullable Object tree) {
    if (!(tree instanceof Map<?, ?> request)) {
      faults.add("wrong_type", "expects an object like {\"rows\": [[...]]}, got " + kind(tree));
      return;
    }
    for (Object field : request.keySet()) {
      if (!field.equals("rows")) {
        faults
            .at(field)
            .add(
                "unknown_field",
                "unknown field " + Refusal.quoted(field.toString()) + "; known is 'rows'");
      }
    }
    if (!request.containsKey("rows")) {
      faults.at("rows").add("missing_field", "expects a list of rows, got nothing");
      return;
    }
    if (!(request.get("rows") instanceof List<?> rows)) {
      faults
          .at("rows")
          .add("wrong_type", "expects a list of rows, got " + kind(request.get("rows")));
      return;
    }
    rows(rows, faults.at("rows"));
  }

  private void rows(List<?> rows, Faults here) {
    if (rows.isEmpty()) {
      here.add("invalid_value", "expects at least one row, got none");
    }
    if (rows.size() > mostRows) {
      here.add("limit_exceeded", tooMany(mostRows) + ": " + rows.size());
      return;
    }
    for (int i = 0; i < rows.size() && faults.count() < MOST_FAULTS; i++) {
      row(rows.get(i), here.at(i));
    }
  }

  private void row(@Nullable Object row, Faults here) {
    switch (row) {
      case List<?> values -> ordered(values, here);
      case Map<?, ?> values -> named(values, here);
      case null, default ->
          here.add(
              "wrong_type",
              "expects a list of %d values or an object by column name, got %s"
                  .formatted(features.size(), kind(row)));
    }
  }

  private void ordered(List<?> row, Faults here) {
    int expected = features.size();
    if (row.size() != expected) {
      here.add("shape_mismatch", "expects %d values, got %d".formatted(expected, row.size()));
    }
    for (int i = 0; i < Math.min(expected, row.size()); i++) {
      add(features.get(i), row.get(i), here.at(i));
    }
  }

  private void named(Map<?, ?> row, Faults here) {
    for (Object key : row.keySet()) {
      String name = key.toString();
      if (!model.features().contains(name) && !isIgnored(name, model, extra)) {
        here.at(name).add("unknown_name", unknownColumn(name, model));
      }
    }
    for (FeatureValues feature : features) {
      String name = feature.name();
      if (row.containsKey(name)) {
        add(feature, row.get(name), here.at(name));
      } else {
        here.at(name).add("missing_field", "expects " + feature.expected() + ", got nothing");
      }
    }
  }

  private static void add(FeatureValues feature, @Nullable Object value, Faults here) {
    if (value == null && feature.takesGaps()) {
      feature.addGap();
    } else if (!feature.type().isNumeric() && value instanceof String word) {
      feature.add(word);
    } else if (!feature.type().isNumeric() && value instanceof Number number) {
      feature.add(number.toString());
    } else if (feature.type() == ColumnType.BOOLEAN && value instanceof Boolean truth) {
      feature.add(truth ? 1 : 0);
    } else if (feature.type().isNumeric() && value instanceof Number number) {
      if (!Float.isFinite((float) number.doubleValue())) {
        here.add("out_of_range", beyondFloat(value.toString()));
      }
      feature.add(number.doubleValue());
    } else {
      here.add(
          value == null ? "missing_values" : "wrong_type",
          "expects " + feature.expected() + ", got " + kind(value));
    }
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> ignored -> "an object";
      case List<?> ignored -> "a list";
      case String text -> "the text " + Refusal.quoted(text);
      default -> value.toString();
    };
  }
}
