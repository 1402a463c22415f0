package io.trainyard.measure;

import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/**
 * The area under the curve of precision over recall, without interpolation, as scikit-learn's
 * {@code average_precision_score}: of two classes that of the second, of more each against the
 * rest; 0 for a class that is never true.
 */
@Named("average_precision")
@Summary("The precision averaged over all thresholds, by how much the recall grows at each.")
public final class AveragePrecision extends ScoreMetric {

  /** How the classes become one number. */
  public enum Average {
    /** From all scores of all classes together. */
    MICRO,
    /** The mean over the classes. */
    MACRO,
    /** The mean over the classes, by their rows. */
    WEIGHTED
  }

  private final Average average;

  /**
   * @param average how more than two classes become one number
   */
  public AveragePrecision(@Default("macro") Average average) {
    this.average = average;
  }

  @Override
  double of(ClassScores scores) {
    if (scores.classes() == 2) {
      return scores.ranking(1).averagePrecision();
    }
    if (average == Average.MICRO) {
      return together(scores).averagePrecision();
    }
    return meanOfEach(scores, Ranking::averagePrecision, average == Average.WEIGHTED);
  }

  private static Ranking together(ClassScores scores) {
    var ranking = new Ranking(Math.multiplyExact(scores.rows(), scores.classes()));
    for (int i = 0; i < scores.rows(); i++) {
      for (int of = 0; of < scores.classes(); of++) {
        ranking.add(scores.score(i, of), scores.truth(i) == of, scores.weight(i));
      }
    }
    return ranking;
  }
}
