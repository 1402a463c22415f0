package io.trainyard.measure;

import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;
import org.jspecify.annotations.Nullable;

/**
 * {@code -log p} of the true class, averaged, as scikit-learn's {@code log_loss}; a probability is
 * at least float32's epsilon, and at most 1 less that.
 */
@Named("log_loss")
@Summary("The mean of minus the logarithm of the true class's probability.")
public final class LogLoss extends ScoreMetric {

  private static final double EPSILON = Math.ulp(1f);

  /** Has no arguments. */
  public LogLoss() {}

  @Override
  public boolean greaterIsBetter() {
    return false;
  }

  @Override
  public @Nullable String misfit(Task task) {
    return task instanceof Task.OfClasses classes && !classes.probabilities()
        ? "'log_loss' is a measure for probabilities, and the loss makes none of the outputs, as a cross entropy"
            + " does"
        : super.misfit(task);
  }

  @Override
  double of(ClassScores scores) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < scores.rows(); i++) {
      double probability = Math.clamp(scores.score(i, scores.truth(i)), EPSILON, 1 - EPSILON);
      sum -= scores.weight(i) * StrictMath.log(probability);
      weight += scores.weight(i);
    }
    return sum / weight;
  }
}
