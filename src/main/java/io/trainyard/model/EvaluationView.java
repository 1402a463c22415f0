package io.trainyard.model;

import io.trainyard.training.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well a model does on a data set; null stands for what is not finite.
 *
 * @param loss the loss the model was trained with, over all rows
 * @param metrics by name
 */
record EvaluationView(long rows, @Nullable Double loss, Map<String, @Nullable Double> metrics) {

  static EvaluationView of(Evaluation evaluation) {
    Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
    evaluation.metrics().forEach((name, value) -> metrics.put(name, finite(value)));
    return new EvaluationView(evaluation.rows(), finite(evaluation.loss()), metrics);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
