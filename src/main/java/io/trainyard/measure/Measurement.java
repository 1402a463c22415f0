package io.trainyard.measure;

import io.trainyard.signature.Recipe;
import io.trainyard.tensor.StateDict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Metrics while they are measured, row by row; what several of them need is counted once. */
public final class Measurement implements Tally {

  private final Map<String, Metric> metrics = new LinkedHashMap<>();
  private final @Nullable ClassCounts counts;
  private final @Nullable ClassScores scores;
  private final @Nullable Residuals residuals;

  /**
   * Begins to measure.
   *
   * @param recipes the metrics, each of which fits the task
   */
  public Measurement(Collection<Recipe<? extends Metric>> recipes, Task task) {
    recipes.forEach(recipe -> metrics.put(Metric.nameOf(recipe), recipe.create()));
    int classes = task instanceof Task.OfClasses(int count, boolean ignored) ? count : 0;
    int columns = task instanceof Task.OfNumbers(int count) ? count : 0;
    this.counts = has(CountMetric.class) ? new ClassCounts(classes) : null;
    this.scores = has(ScoreMetric.class) ? new ClassScores(classes) : null;
    this.residuals = has(NumberMetric.class) ? new Residuals(columns) : null;
  }

  private boolean has(Class<? extends Metric> kind) {
    return metrics.values().stream().anyMatch(kind::isInstance);
  }

  /** The bytes that measuring such metrics keeps of each row. */
  public static long bytesPerRow(List<Recipe<? extends Metric>> recipes, Task task) {
    return recipes.stream().mapToLong(recipe -> recipe.create().bytesPerRow(task)).max().orElse(0);
  }

  public boolean isEmpty() {
    return metrics.isEmpty();
  }

  @Override
  public boolean needsScores() {
    return scores != null;
  }

  @Override
  public void add(int trueClass, int predictedClass, float[] row, double weight) {
    if (counts != null) {
      counts.add(trueClass, predictedClass, weight);
    }
    if (scores != null) {
      scores.add(trueClass, row, weight);
    }
  }

  @Override
  public void add(float[] predicted, int predictedAt, float[] truth, int truthAt, double weight) {
    if (residuals != null) {
      residuals.add(predicted, predictedAt, truth, truthAt, weight);
    }
  }

  /** The metrics of all rows so far by their names; not a number where one is not defined. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach((name, metric) -> values.put(name, value(metric)));
    return values;
  }

  private double value(Metric metric) {
    return switch (metric) {
      case CountMetric counted -> counted.value(Objects.requireNonNull(counts));
      case ScoreMetric scored -> scored.value(Objects.requireNonNull(scores));
      case NumberMetric numbers -> numbers.value(Objects.requireNonNull(residuals));
    };
  }

  /** Writes down what was counted so far. */
  public void save(StateDict to) {
    if (counts != null) {
      counts.save(to.at("counts"));
    }
    if (scores != null) {
      scores.save(to.at("scores"));
    }
    if (residuals != null) {
      residuals.save(to.at("residuals"));
    }
  }

  /** Goes on with what was written down by another measurement of the same metrics. */
  public void load(StateDict from) {
    if (counts != null) {
      counts.load(from.at("counts"));
    }
    if (scores != null) {
      scores.load(from.at("scores"));
    }
    if (residuals != null) {
      residuals.load(from.at("residuals"));
    }
  }

  /** Begins anew. */
  public void reset() {
    if (counts != null) {
      counts.reset();
    }
    if (scores != null) {
      scores.reset();
    }
    if (residuals != null) {
      residuals.reset();
    }
  }
}
