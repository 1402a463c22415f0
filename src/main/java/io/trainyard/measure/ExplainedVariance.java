package io.trainyard.measure;

import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/**
 * {@code 1 - var(y - p) / var(y)} of each column, averaged; of a column that never changes 1 where
 * nothing is missed and otherwise 0.
 */
@Named("explained_variance")
@Summary(
    "The share of the targets' variance that is explained, whatever the predictions are shifted by.")
public final class ExplainedVariance extends NumberMetric {

  /** Has no arguments. */
  public ExplainedVariance() {}

  @Override
  public boolean greaterIsBetter() {
    return true;
  }

  @Override
  double value(Residuals residuals) {
    double sum = 0;
    for (int j = 0; j < residuals.columns(); j++) {
      sum += Residuals.share(residuals.residuals(j).squares(), residuals.targets(j).squares());
    }
    return sum / residuals.columns();
  }
}
