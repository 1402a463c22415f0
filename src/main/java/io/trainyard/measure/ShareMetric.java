package io.trainyard.measure;

import org.jspecify.annotations.Nullable;

/** What is {@code part / whole} of each class, or of several classes together. */
public abstract sealed class ShareMetric extends CountMetric permits F1, Precision, Recall {

  private final ClassAverage average;
  private final double zeroDivision;

  ShareMetric(ClassAverage average, double zeroDivision) {
    this.average = average;
    this.zeroDivision = zeroDivision;
  }

  abstract double part(double right, double predicted, double truth);

  abstract double whole(double right, double predicted, double truth);

  /** The share, or what stands for it where there is nothing to divide by. */
  final double of(double right, double predicted, double truth) {
    double whole = whole(right, predicted, truth);
    return whole == 0 ? zeroDivision : part(right, predicted, truth) / whole;
  }

  @Override
  public final @Nullable String misfit(Task task) {
    String misfit = super.misfit(task);
    return misfit == null ? average.misfit(word(), task) : misfit;
  }

  @Override
  final double value(ClassCounts counts) {
    return average.of(counts, this);
  }
}
