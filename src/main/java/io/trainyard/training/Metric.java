package io.trainyard.training;

import java.util.Locale;

/** What else can be measured after an epoch, for both splits. */
public enum Metric {
  ACCURACY("The share of rows whose class is predicted.") {
    @Override
    boolean fits(TargetPlan target) {
      return target.classes() != null;
    }

    @Override
    Score score(TargetPlan target) {
      return new AccuracyScore(target);
    }
  },
  R2(
      "The share of the targets' variance that is explained, averaged over the columns, as"
          + " scikit-learn's r2_score.") {
    @Override
    boolean fits(TargetPlan target) {
      return target.encoding() == TargetEncoding.NUMERIC;
    }

    @Override
    Score score(TargetPlan target) {
      return new R2Score(target.width());
    }
  },
  MAE("The mean absolute error.") {
    @Override
    boolean fits(TargetPlan target) {
      return target.encoding() == TargetEncoding.NUMERIC;
    }

    @Override
    Score score(TargetPlan target) {
      return new MeanAbsoluteError();
    }
  };

  private final String summary;

  Metric(String summary) {
    this.summary = summary;
  }

  /** One sentence that tells users what it is. */
  public String summary() {
    return summary;
  }

  /** Whether it says something about such a target. */
  abstract boolean fits(TargetPlan target);

  /** Begins to count. */
  abstract Score score(TargetPlan target);

  /** The word by which requests ask for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
