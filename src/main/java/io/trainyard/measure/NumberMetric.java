package io.trainyard.measure;

import org.jspecify.annotations.Nullable;

/** What is found from the distances between predicted and true numbers. */
public abstract sealed class NumberMetric extends Metric
    permits ExplainedVariance,
        MeanAbsoluteError,
        MeanAbsolutePercentageError,
        MeanSquaredError,
        R2Score,
        RootMeanSquaredError {

  NumberMetric() {}

  @Override
  public @Nullable String misfit(Task task) {
    return task instanceof Task.OfNumbers ? null : misfit(this, "numbers", task);
  }

  @Override
  public boolean greaterIsBetter() {
    return false;
  }

  abstract double value(Residuals residuals);
}
