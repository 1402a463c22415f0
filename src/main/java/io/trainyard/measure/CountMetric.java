package io.trainyard.measure;

import org.jspecify.annotations.Nullable;

/** What is found from how often each class was true, was predicted, and was both. */
public abstract sealed class CountMetric extends Metric
    permits Accuracy, BalancedAccuracy, ShareMetric, MatthewsCorrcoef {

  CountMetric() {}

  @Override
  public @Nullable String misfit(Task task) {
    return misfitOfClasses(this, task);
  }

  abstract double value(ClassCounts counts);
}
