package io.trainyard.measure;

/**
 * How well one class is found, or several on average.
 *
 * @param precision the share of the rows predicted to be of it that are
 * @param recall the share of its rows that are found
 * @param f1 their harmonic mean
 * @param support how many rows are of it
 */
public record ClassReport(double precision, double recall, double f1, double support) {

  private static final Precision PRECISION = new Precision(ClassAverage.MACRO, 0);
  private static final Recall RECALL = new Recall(ClassAverage.MACRO, 0);
  private static final F1 F_1 = new F1(ClassAverage.MACRO, 0);

  static ClassReport of(ClassCounts counts, int of) {
    double right = counts.right(of);
    double predicted = counts.predicted(of);
    double truth = counts.truth(of);
    return new ClassReport(
        PRECISION.of(right, predicted, truth),
        RECALL.of(right, predicted, truth),
        F_1.of(right, predicted, truth),
        truth);
  }

  static ClassReport of(ClassCounts counts, ClassAverage average) {
    return new ClassReport(
        average.of(counts, PRECISION),
        average.of(counts, RECALL),
        average.of(counts, F_1),
        counts.rows());
  }
}
