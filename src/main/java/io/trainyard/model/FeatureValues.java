package io.trainyard.model;

import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of one feature as they come, row by row. */
final class FeatureValues {
  private final String name;
  private final ColumnType type;
  private final boolean takesGaps;
  private final Map<String, Integer> words = new LinkedHashMap<>();
  private double[] values = new double[16];
  private int rows;

  /**
   * A feature without rows yet.
   *
   * @param takesGaps whether a row may have no value, because the model's preparation decides
   */
  private FeatureValues(String name, ColumnType type, boolean takesGaps) {
    this.name = name;
    this.type = type;
    this.takesGaps = takesGaps;
  }

  /** Those of a model, in its order. */
  static List<FeatureValues> of(ModelDescription model) {
    Map<String, ColumnType> types = model.types();
    return model.features().stream()
        .map(name ->
            new FeatureValues(
                name, types.getOrDefault(name, ColumnType.NUMBER), model.preparation() != null))
        .toList();
  }

  static List<Column> columns(List<FeatureValues> features) {
    return features.stream().map(FeatureValues::column).toList();
  }

  String name() {
    return name;
  }

  ColumnType type() {
    return type;
  }

  boolean takesGaps() {
    return takesGaps;
  }

  /** What a value has to be, in words. */
  String expected() {
    return switch (type) {
      case BOOLEAN -> "true or false";
      case NUMBER, INTEGER -> "a number";
      case CATEGORY, TEXT -> "a text";
    };
  }

  void add(double value) {
    if (rows == values.length) {
      values = Arrays.copyOf(values, 2 * rows);
    }
    values[rows++] = value;
  }

  void add(String word) {
    add(words.computeIfAbsent(word, key -> words.size()));
  }

  void addGap() {
    add(Double.NaN);
  }

  private Column column() {
    return Column.of(name, type, List.copyOf(words.keySet()), Arrays.copyOf(values, rows));
  }
}
