package io.trainyard.measure;

import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A number that says how good predictions are. A new one is a class with one public constructor,
 * whose annotated parameters are its arguments, and its name in the list of what it is found from:
 * {@link CountMetric}, {@link ScoreMetric} or {@link NumberMetric}.
 */
public abstract sealed class Metric permits CountMetric, ScoreMetric, NumberMetric {

  Metric() {}

  /** Why it says nothing about such predictions, as a sentence for the user; null when it does. */
  public abstract @Nullable String misfit(Task task);

  /** Whether a higher value is a better one. */
  public boolean greaterIsBetter() {
    return true;
  }

  /** The bytes that have to be kept of each row until the value is known. */
  long bytesPerRow(Task task) {
    return 0;
  }

  /**
   * What a value of a metric is called: its own name, followed by the arguments that are not the
   * default, as scikit-learn's scorers are called: {@code f1_macro}, {@code roc_auc_ovo_weighted}.
   */
  public static String nameOf(Recipe<? extends Metric> recipe) {
    var name = new StringJoiner("_").add(recipe.type());
    for (Parameter parameter : recipe.signature().parameters()) {
      Object value = Objects.requireNonNull(recipe.argument(parameter.name()));
      Object written = Objects.requireNonNull(parameter.type().toTree(value));
      if (!written.equals(parameter.defaultTree())) {
        name.add(written.equals(true) ? parameter.name() : written.toString());
      }
    }
    return name.toString();
  }

  /** All metrics that say something about such predictions, with their defaults. */
  public static List<Recipe<? extends Metric>> all(Task task) {
    List<Recipe<? extends Metric>> all = new ArrayList<>();
    for (Signature<? extends Metric> signature : Catalog.of(Metric.class).signatures()) {
      Recipe<? extends Metric> recipe =
          Objects.requireNonNull(signature.read(Map.of(), new Faults()));
      if (recipe.create().misfit(task) == null) {
        all.add(recipe);
      }
    }
    return all;
  }

  /** What a metric of classes says to a target that has none. */
  static @Nullable String misfitOfClasses(Metric metric, Task task) {
    return task instanceof Task.OfClasses ? null : misfit(metric, "classes", task);
  }

  static String misfit(Metric metric, String needed, Task task) {
    return "'%s' is a measure for %s, and the target is %s"
        .formatted(metric.word(), needed, task.described());
  }

  /** The word by which requests call it. */
  final String word() {
    return Signature.of(getClass()).name();
  }

  /** The mean of values with weights; not a number when the weights are all 0. */
  static double mean(List<Double> values, List<Double> weights) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < values.size(); i++) {
      sum += values.get(i) * weights.get(i);
      weight += weights.get(i);
    }
    return sum / weight;
  }
}
