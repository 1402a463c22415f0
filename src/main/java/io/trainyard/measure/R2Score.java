package io.trainyard.measure;

import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/**
 * {@code 1 - sum (y - p)² / sum (y - mean y)²} of each column, averaged, as scikit-learn's {@code
 * r2_score}: of a column that never changes 1 where nothing is missed and otherwise 0; not a number
 * for a single row.
 */
@Named("r2")
@Summary("The share of the targets' variance that is explained, averaged over the columns.")
public final class R2Score extends NumberMetric {

  /** Has no arguments. */
  public R2Score() {}

  @Override
  public boolean greaterIsBetter() {
    return true;
  }

  @Override
  double value(Residuals residuals) {
    if (residuals.rows() < 2) {
      return Double.NaN;
    }
    double sum = 0;
    for (int j = 0; j < residuals.columns(); j++) {
      sum += Residuals.share(residuals.squares(j), residuals.targets(j).squares());
    }
    return sum / residuals.columns();
  }
}
