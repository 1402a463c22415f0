package io.trainyard.measure;

import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/** {@code right / all}, as scikit-learn's {@code accuracy_score}. */
@Named("accuracy")
@Summary("The share of rows whose class is predicted.")
public final class Accuracy extends CountMetric {

  /** Has no arguments. */
  public Accuracy() {}

  @Override
  double value(ClassCounts counts) {
    return counts.right() / counts.rows();
  }
}
