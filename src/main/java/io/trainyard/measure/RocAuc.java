package io.trainyard.measure;

import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;
import java.util.ArrayList;
import java.util.List;

/**
 * The area under the ROC curve, as scikit-learn's {@code roc_auc_score}: of two classes that of the
 * second; not a number where a class is never true.
 */
@Named("roc_auc")
@Summary(
    "The area under the ROC curve: how likely a row of a class has a higher score than another.")
public final class RocAuc extends ScoreMetric {

  /** How more than two classes are told apart. */
  public enum MultiClass {
    /** Each from all others. */
    OVR,
    /** Each from each other that is true in a row, as Hand and Till 2001. */
    OVO
  }

  /** How the areas become one. */
  public enum Average {
    /** All count the same. */
    MACRO,
    /** By the rows of their classes. */
    WEIGHTED
  }

  private final MultiClass multi_class;
  private final Average average;

  /**
   * @param multi_class how more than two classes are told apart
   * @param average how their areas become one
   */
  public RocAuc(@Default("ovr") MultiClass multi_class, @Default("macro") Average average) {
    this.multi_class = multi_class;
    this.average = average;
  }

  @Override
  double of(ClassScores scores) {
    if (scores.classes() == 2) {
      return scores.ranking(1).rocAuc();
    }
    return multi_class == MultiClass.OVO
        ? oneVersusOne(scores)
        : meanOfEach(scores, Ranking::rocAuc, average == Average.WEIGHTED);
  }

  private double oneVersusOne(ClassScores scores) {
    List<Double> areas = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int a = 0; a < scores.classes(); a++) {
      for (int b = a + 1; b < scores.classes(); b++) {
        double support = scores.support(a) + scores.support(b);
        if (scores.support(a) > 0 && scores.support(b) > 0) {
          areas.add((pair(scores, a, b).rocAuc() + pair(scores, b, a).rocAuc()) / 2);
          weights.add(average == Average.WEIGHTED ? support : 1);
        }
      }
    }
    return mean(areas, weights);
  }

  /** The rows of two classes by their scores of the first. */
  private static Ranking pair(ClassScores scores, int of, int other) {
    var ranking = new Ranking(scores.rows());
    for (int i = 0; i < scores.rows(); i++) {
      int truth = scores.truth(i);
      if (truth == of || truth == other) {
        ranking.add(scores.score(i, of), truth == of, scores.weight(i));
      }
    }
    return ranking;
  }
}
