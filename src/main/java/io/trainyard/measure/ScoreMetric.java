package io.trainyard.measure;

import org.jspecify.annotations.Nullable;

/** What is found from the scores that each row gives each class. */
public abstract sealed class ScoreMetric extends Metric
    permits AveragePrecision, LogLoss, RocAuc, TopKAccuracy {

  ScoreMetric() {}

  @Override
  public @Nullable String misfit(Task task) {
    return misfitOfClasses(this, task);
  }

  @Override
  long bytesPerRow(Task task) {
    return task instanceof Task.OfClasses classes ? ClassScores.bytesPerRow(classes.count()) : 0;
  }

  abstract double value(ClassScores scores);
}
