package io.trainyard.measure;

import java.util.List;
import java.util.stream.IntStream;

/** A closer look at predicted classes than one number allows. */
public final class ClassAnalysis implements Tally {

  private final int classes;
  private final double[][] confusion;
  private final ClassCounts counts;
  private final ClassScores scores;

  /**
   * Begins to look.
   *
   * @param classes how many there are
   */
  public ClassAnalysis(int classes) {
    this.classes = classes;
    this.confusion = new double[classes][classes];
    this.counts = new ClassCounts(classes);
    this.scores = new ClassScores(classes);
  }

  @Override
  public boolean needsScores() {
    return true;
  }

  @Override
  public void add(int trueClass, int predictedClass, float[] row, double weight) {
    counts.add(trueClass, predictedClass, weight);
    scores.add(trueClass, row, weight);
    if (predictedClass >= 0 && predictedClass < classes) {
      confusion[trueClass][predictedClass] += weight;
    }
  }

  @Override
  public void add(float[] predicted, int predictedAt, float[] truth, int truthAt, double weight) {
    throw new UnsupportedOperationException("numbers are no classes");
  }

  /** How many rows of each class (first index) are predicted to be of each (second). */
  public double[][] confusionMatrix() {
    return confusion;
  }

  /** What is said of each class, in order. */
  public List<ClassReport> reports() {
    return IntStream.range(0, classes).mapToObj(of -> ClassReport.of(counts, of)).toList();
  }

  /** The mean over the classes that were seen. */
  public ClassReport macroAverage() {
    return ClassReport.of(counts, ClassAverage.MACRO);
  }

  /** The same by the rows of the classes. */
  public ClassReport weightedAverage() {
    return ClassReport.of(counts, ClassAverage.WEIGHTED);
  }

  /**
   * The ROC curve of a class against all others.
   *
   * @param mostPoints a curve with more is thinned out
   */
  public RocCurve rocCurve(int of, int mostPoints) {
    return RocCurve.of(scores.ranking(of), true).thinned(mostPoints);
  }

  /** Whether rows with about one probability of a class are of it as often. */
  public CalibrationCurve calibrationCurve(int of, int bins) {
    return CalibrationCurve.of(scores, of, bins);
  }
}
