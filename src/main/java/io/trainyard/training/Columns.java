package io.trainyard.training;

import io.trainyard.loss.Target;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Several;
import io.trainyard.signature.Suggestion;
import io.trainyard.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the columns that a spec names in its data set, and decides how the target is encoded. */
final class Columns {
  /** Of columns that nobody has named, so many are told one by one. */
  private static final int MOST_TOLD = 10;

  private static final String WAY_ON = ", or have it prepared: \"preprocess\": \"auto\"";

  private final RunSpec spec;
  private final TableSchema schema;
  private final Faults faults;

  Columns(RunSpec spec, TableSchema schema, Faults faults) {
    this.spec = spec;
    this.schema = schema;
    this.faults = faults;
  }

  /**
   * The columns that go in; those that cannot are said to be at fault, and counted all the same.
   */
  List<String> features() {
    List<String> features = chosen();
    requireNames(features);
    return features;
  }

  private List<String> chosen() {
    List<String> targets = Objects.requireNonNullElse(spec.target(), List.of());
    Map<String, List<String>> inputs = spec.inputs();
    List<String> named = spec.features();
    if (inputs != null && !inputs.isEmpty()) { // clients write {} for none
      return ofInputs(inputs, targets, named);
    }
    if (named == null) {
      boolean isKnown =
          Stream.of("inputs", "features", "target").noneMatch(of -> faults.at(of).isAtFault());
      return isKnown ? allBut(targets) : List.of();
    }
    if (named.isEmpty()) {
      faults
          .at("features")
          .add("invalid_value", "expects at least one column, or null for all but the target");
    }
    requireFit(named, targets, faults.at("features"));
    return named;
  }

  /** Holds columns that the request names against the data set. */
  private void requireFit(List<String> named, List<String> targets, Faults faults) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < named.size(); i++) {
      String name = named.get(i);
      Faults place = faults.at(i);
      if (name == null || !exists(name, place)) {
        continue;
      }
      if (!seen.add(name)) {
        place.add("duplicate", "the column '" + name + "' is named twice");
      } else if (targets.contains(name)) {
        place.add(
            "invalid_value", "the column '" + name + "' is the target and cannot be a feature too");
      } else if (spec.preprocess() == null) {
        requireNumbers(name, place);
      }
    }
  }

  private List<String> ofInputs(
      Map<String, List<String>> inputs, List<String> targets, @Nullable List<String> named) {
    Faults place = faults.at("inputs");
    inputs.forEach((input, columns) -> {
      requireFit(columns, targets, place.at(input));
      if (columns.isEmpty()) {
        place.at(input).add("invalid_value", "expects at least one column");
      } else if (columns.size() > 1 && columns.stream().anyMatch(this::isArray)) {
        place.at(input).add("invalid_value", "a column of arrays can only be an input by itself");
      }
    });
    List<String> features = Features.names(inputs);
    if (named != null && !new HashSet<>(named).equals(new HashSet<>(features))) {
      faults
          .at("features")
          .add(
              "invalid_value",
              "'inputs' names the columns that go in; leave 'features' out, or name the same ones");
    }
    return features;
  }

  private boolean isArray(@Nullable String name) {
    return name != null && schema.column(name).filter(ColumnSchema::isArray).isPresent();
  }

  private List<String> allBut(List<String> targets) {
    Faults place = faults.at("features");
    List<String> rest = schema.names().stream().filter(name -> !targets.contains(name)).toList();
    if (rest.isEmpty()) {
      place.add(
          "invalid_value",
          "the data set has no column besides the target; a model needs at least one to learn from");
    }
    if (spec.preprocess() != null) {
      return rest;
    }
    List<String> unfit = rest.stream().filter(name -> !isFit(name)).toList();
    unfit.stream().limit(MOST_TOLD).forEach(name -> requireNumbers(name, place));
    if (unfit.size() > MOST_TOLD) {
      place.add(
          "wrong_column_type",
          "%d columns in all hold text, have missing values or infinite ones"
                  .formatted(unfit.size())
              + WAY_ON);
    }
    return rest;
  }

  /** Plain numbers are an input together, whose name no column of arrays may have then. */
  private void requireNames(List<String> features) {
    Map<String, Boolean> isArray = new HashMap<>();
    features.forEach(name -> isArray.put(name, isArray(name)));
    if (!spec.namesInputs()
        && isArray.getOrDefault(Features.NUMBERS, false)
        && isArray.containsValue(false)) {
      faults
          .at("features")
          .add(
              "invalid_value",
              "the columns of plain numbers are the input '"
                  + Features.NUMBERS
                  + "' together; a column of arrays beside them needs another name");
    }
    if (spec.scaler() != null && isArray.containsValue(true) && !isArray.containsValue(false)) {
      faults
          .at("scaler")
          .add("invalid_value", "there are no columns of plain numbers to scale, arrays only");
    }
  }

  private boolean isFit(String name) {
    ColumnSchema column = schema.column(name).orElseThrow();
    return column.type().isNumeric() && column.missing() == 0 && !column.infinite();
  }

  private void requireNumbers(String name, Faults place) {
    ColumnSchema column = schema.column(name).orElseThrow();
    if (!column.type().isNumeric()) {
      place.add(
          "wrong_column_type",
          "the column '"
              + name
              + "' holds text; features have to be numbers"
              + (spec.features() == null && !spec.namesInputs()
                  ? ", so list the columns to use in 'features'"
                  : "")
              + WAY_ON);
    }
    requirePresent(column, place, WAY_ON);
    column.requireFinite(place);
  }

  private static void requirePresent(ColumnSchema column, Faults place, String wayOn) {
    if (column.missing() > 0) {
      place.add(
          "missing_values",
          "the column '"
              + column.name()
              + "' has "
              + column.missing()
              + (column.missing() == 1
                  ? " missing value, in line "
                  : " missing values, the first in line ")
              + column.firstMissingLine()
              + "; fill them in or leave the column out"
              + wayOn);
    }
  }

  private boolean exists(String name, Faults place) {
    Optional<ColumnSchema> column = schema.column(name);
    if (column.isEmpty()) {
      place.add(
          "not_found",
          "the data set has no column '"
              + name
              + "'"
              + Suggestion.hintAmongMany(name, schema.names()));
    }
    return column.isPresent();
  }

  /**
   * What is to be predicted.
   *
   * @param loss decides the encoding when the spec does not; null while it is at fault
   * @return null after a fault that leaves it open
   */
  @Nullable TargetPlan target(@Nullable Criterion loss) {
    List<ColumnSchema> columns = targetColumns();
    if (columns.isEmpty()) {
      return null;
    }
    TargetEncoding encoding = encoding(columns, loss);
    if (encoding == null) {
      return null;
    }
    if (encoding != TargetEncoding.NUMERIC
        && loss != null
        && loss.targets().equals(List.of(Target.SIGNS))) {
      faults
          .at("target_encoding")
          .add(
              "invalid_value",
              name(loss)
                  + " compares with -1 and 1, which have to stand in the target column; it can"
                  + " only be 'numeric'");
      return null;
    }
    List<String> names = columns.stream().map(ColumnSchema::name).toList();
    if (columns.stream().anyMatch(ColumnSchema::isArray)) {
      return arrays(columns, names, encoding);
    }
    return encoding == TargetEncoding.NUMERIC
        ? numeric(columns, names)
        : classes(columns, names, encoding, loss);
  }

  private static String name(Criterion loss) {
    Object builtIn = loss.builtIn();
    return builtIn == null ? "The loss" : builtIn.getClass().getSimpleName();
  }

  private List<ColumnSchema> targetColumns() {
    List<String> names = spec.target();
    if (names == null) {
      return List.of();
    }
    if (names.isEmpty()) {
      faults.at("target").add("invalid_value", "expects a column, or a list of columns of numbers");
    }
    List<ColumnSchema> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Faults place = names.size() == 1 ? faults.at("target") : faults.at("target", i);
      if (name == null || !exists(name, place)) {
        continue;
      }
      ColumnSchema column = schema.column(name).orElseThrow();
      if (columns.contains(column)) {
        place.add("duplicate", "the column '" + name + "' is named twice");
      } else {
        requirePresent(column, place, "");
        column.requireFinite(place);
        columns.add(column);
      }
    }
    return columns.size() == names.size() ? columns : List.of();
  }

  private @Nullable TargetEncoding encoding(List<ColumnSchema> columns, @Nullable Criterion loss) {
    TargetEncoding wanted = spec.target_encoding();
    if (wanted != null) {
      return wanted;
    }
    if (columns.size() > 1) {
      return TargetEncoding.NUMERIC;
    }
    if (loss == null) {
      return null;
    }
    return switch (loss.targets().getFirst()) {
      case CLASSES -> TargetEncoding.INDEX;
      case PROBABILITIES ->
          columns.getFirst().isArray() ? TargetEncoding.NUMERIC : TargetEncoding.BINARY;
      case SIGNS -> TargetEncoding.NUMERIC;
      case VALUES ->
          columns.getFirst().type().isNumeric() ? TargetEncoding.NUMERIC : TargetEncoding.ONE_HOT;
    };
  }

  private @Nullable TargetPlan numeric(List<ColumnSchema> columns, List<String> names) {
    int before = faults.count();
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).type().isNumeric()) {
        (columns.size() == 1 ? faults.at("target") : faults.at("target", i))
            .add(
                "wrong_column_type",
                "the column '" + names.get(i) + "' holds text; a numeric target has to be numbers");
      }
    }
    return faults.count() > before
        ? null
        : TargetPlan.of(TargetEncoding.NUMERIC, names, null, null);
  }

  /**
   * Arrays are taken as they are: numbers, or numbers of classes for a loss that compares those.
   */
  private @Nullable TargetPlan arrays(
      List<ColumnSchema> columns, List<String> names, TargetEncoding encoding) {
    if (columns.size() > 1) {
      faults
          .at("target")
          .add("invalid_value", "a column of arrays can only be the target by itself");
      return null;
    }
    if (encoding != TargetEncoding.NUMERIC && encoding != TargetEncoding.INDEX) {
      faults
          .at("target_encoding")
          .add(
              "invalid_value",
              "the column '" + names.getFirst() + "' holds arrays; it can be 'numeric' or 'index'");
      return null;
    }
    ArraySchema array = Objects.requireNonNull(columns.getFirst().array());
    if (encoding == TargetEncoding.INDEX && array.dtype() != DType.INT64) {
      faults
          .at("target")
          .add(
              "wrong_column_type",
              "the column '"
                  + names.getFirst()
                  + "' holds "
                  + array.dtype().word()
                  + "; numbers of classes have to be int64");
      return null;
    }
    return TargetPlan.of(encoding, names, null, null).ofArrays(array);
  }

  private @Nullable TargetPlan classes(
      List<ColumnSchema> columns,
      List<String> names,
      TargetEncoding encoding,
      @Nullable Criterion loss) {
    if (columns.size() > 1) {
      faults
          .at("target_encoding")
          .add(
              "invalid_value",
              "classes are those of one column; a list of columns can only be 'numeric'");
      return null;
    }
    ColumnSchema column = columns.getFirst();
    List<String> classes = column.classes();
    if (classes == null) {
      faults
          .at("target")
          .add(
              "wrong_column_type",
              "the column '" + column.name() + "' has too many different values to be classes");
      return null;
    }
    if (encoding == TargetEncoding.BINARY && classes.size() != 2) {
      faults
          .at("target")
          .add(
              "invalid_value",
              "a binary target needs two classes; '"
                  + column.name()
                  + "' has "
                  + classes.size()
                  + (classes.isEmpty() ? "" : ": " + Several.of(classes)));
      return null;
    }
    return TargetPlan.of(encoding, names, classes, loss == null ? null : loss.builtIn());
  }
}
