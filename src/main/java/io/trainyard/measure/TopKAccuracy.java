package io.trainyard.measure;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;
import org.jspecify.annotations.Nullable;

/**
 * The share of rows whose class is among the {@code k} of the highest scores, as scikit-learn's
 * {@code top_k_accuracy_score}: among equal scores the later class comes first.
 */
@Named("top_k_accuracy")
@Summary("The share of rows whose class is among the k with the highest scores.")
public final class TopKAccuracy extends ScoreMetric {

  private final int k;

  /**
   * @param k so many classes may be named
   */
  public TopKAccuracy(@Default("2") @Bounds(min = 1) int k) {
    this.k = k;
  }

  @Override
  public @Nullable String misfit(Task task) {
    return task instanceof Task.OfClasses classes && classes.count() < 3
        ? "'top_k_accuracy' is a measure for three classes or more, and the target has "
            + classes.count()
        : super.misfit(task);
  }

  @Override
  double of(ClassScores scores) {
    double found = 0;
    double weight = 0;
    for (int i = 0; i < scores.rows(); i++) {
      found += before(scores, i) < k ? scores.weight(i) : 0;
      weight += scores.weight(i);
    }
    return found / weight;
  }

  /** How many classes come before the true one of a row. */
  private static int before(ClassScores scores, int row) {
    int truth = scores.truth(row);
    float own = scores.score(row, truth);
    int before = 0;
    for (int of = 0; of < scores.classes(); of++) {
      float other = scores.score(row, of);
      before += other > own || (other == own && of > truth) ? 1 : 0;
    }
    return before;
  }
}
