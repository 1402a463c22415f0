package io.trainyard.model;

import io.trainyard.rest.Refusal;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Suggestion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a prediction request from JSON, each a list of numbers in the order of the
 * model's features or an object by their names, and finds every fault of them.
 */
final class PredictionRows {
  /** After so many faults the rest is not looked at: it would say the same again. */
  static final int MOST_FAULTS = 100;

  private final ModelDescription model;
  private final int mostRows;
  private final Faults faults;

  private PredictionRows(ModelDescription model, int mostRows, Faults faults) {
    this.model = model;
    this.mostRows = mostRows;
    this.faults = faults;
  }

  /**
   * The rows of {@code {"rows": [...]}}.
   *
   * @param tree what a JSON parser gave
   * @return one array of as many values as the model has features per row; of no use if there are
   *     faults
   */
  static double[][] read(
      @Nullable Object tree, ModelDescription model, int mostRows, Faults faults) {
    return new PredictionRows(model, mostRows, faults).request(tree);
  }

  /** Why a column of this name cannot be given. */
  static String unknownColumn(String name, ModelDescription model) {
    return model.targets().contains(name)
        ? Refusal.quoted(name) + " is what the model predicts; leave it out"
        : "unknown column "
            + Refusal.quoted(name)
            + Suggestion.hintAmongMany(name, model.features());
  }

  static String tooMany(int mostRows) {
    return "more than the %d rows that one request may have".formatted(mostRows);
  }

  static String beyondFloat(String text) {
    return "expects a number that float32 can hold, got " + Refusal.quoted(text);
  }

  private double[][] request(@Nullable Object tree) {
    if (!(tree instanceof Map<?, ?> request)) {
      faults.add("wrong_type", "expects an object like {\"rows\": [[...]]}, got " + kind(tree));
      return new double[0][];
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
      return new double[0][];
    }
    if (!(request.get("rows") instanceof List<?> rows)) {
      faults
          .at("rows")
          .add("wrong_type", "expects a list of rows, got " + kind(request.get("rows")));
      return new double[0][];
    }
    return rows(rows, faults.at("rows"));
  }

  private double[][] rows(List<?> rows, Faults here) {
    if (rows.isEmpty()) {
      here.add("invalid_value", "expects at least one row, got none");
    }
    if (rows.size() > mostRows) {
      here.add("limit_exceeded", tooMany(mostRows) + ": " + rows.size());
      return new double[0][];
    }
    double[][] values = new double[rows.size()][];
    for (int i = 0; i < values.length && faults.count() < MOST_FAULTS; i++) {
      values[i] = row(rows.get(i), here.at(i));
    }
    return values;
  }

  private double[] row(@Nullable Object row, Faults here) {
    return switch (row) {
      case List<?> values -> ordered(values, here);
      case Map<?, ?> values -> named(values, here);
      case null, default -> {
        here.add(
            "wrong_type",
            "expects a list of %d numbers or an object by column name, got %s"
                .formatted(model.features().size(), kind(row)));
        yield new double[0];
      }
    };
  }

  private double[] ordered(List<?> row, Faults here) {
    int expected = model.features().size();
    if (row.size() != expected) {
      here.add("shape_mismatch", "expects %d values, got %d".formatted(expected, row.size()));
    }
    double[] values = new double[expected];
    for (int i = 0; i < Math.min(expected, row.size()); i++) {
      values[i] = number(row.get(i), here.at(i));
    }
    return values;
  }

  private double[] named(Map<?, ?> row, Faults here) {
    for (Object name : row.keySet()) {
      if (!model.features().contains(name)) {
        here.at(name).add("unknown_name", unknownColumn(name.toString(), model));
      }
    }
    double[] values = new double[model.features().size()];
    for (int i = 0; i < values.length; i++) {
      String feature = model.features().get(i);
      if (row.containsKey(feature)) {
        values[i] = number(row.get(feature), here.at(feature));
      } else {
        here.at(feature).add("missing_field", "expects a number, got nothing");
      }
    }
    return values;
  }

  private static double number(@Nullable Object value, Faults here) {
    if (value instanceof Number number) {
      double result = number.doubleValue();
      if (!Float.isFinite((float) result)) {
        here.add("out_of_range", beyondFloat(value.toString()));
      }
      return result;
    }
    String code = value == null ? "missing_values" : "wrong_type";
    here.add(code, "expects a number, got " + kind(value));
    return Double.NaN;
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
