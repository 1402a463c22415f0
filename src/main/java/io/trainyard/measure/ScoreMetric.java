package io.trainyard.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is found from the scores that each row gives each class. */
public abstract sealed class ScoreMetric extends Metric
    permits AveragePrecision, LogLoss, RocAuc, TopKAccuracy {

  ScoreMetric() {}

  @Override
  public @Nullable String misfit(Task task) {
    return misfitOfClasses(this, task);
  }

  @Override
  long bytesPerRow(Task task) {
    return task instanceof Task.OfClasses classes ? ClassScores.bytesPerRow(classes.count()) : 0;
  }

  /** Not a number where a score is none, or where there are no rows. */
  final double value(ClassScores scores) {
    return scores.areNumbers() ? of(scores) : Double.NaN;
  }

  /** The value for scores that are numbers, of at least one row. */
  abstract double of(ClassScores scores);

  /** The mean over the classes of a measure that tells each from all others. */
  static double meanOfEach(
      ClassScores scores, ToDoubleFunction<Ranking> measure, boolean weighted) {
    List<Double> values = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int of = 0; of < scores.classes(); of++) {
      values.add(measure.applyAsDouble(scores.ranking(of)));
      weights.add(weighted ? scores.support(of) : 1);
    }
    return mean(values, weights);
  }
}
