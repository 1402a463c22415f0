package io.trainyard.measure;

import java.util.stream.IntStream;

/**
 * How often rows are of a class that give it about one probability; as scikit-learn's {@code
 * calibration_curve} with bins of one width, of which those without rows are left out.
 *
 * @param fractionOfPositives how often, for each bin
 * @param meanPredictedValue the mean probability of its rows
 */
public record CalibrationCurve(double[] fractionOfPositives, double[] meanPredictedValue) {

  static CalibrationCurve of(ClassScores scores, int of, int bins) {
    double[] positives = new double[bins];
    double[] sums = new double[bins];
    double[] rows = new double[bins];
    for (int i = 0; i < scores.rows(); i++) {
      float probability = scores.score(i, of);
      int bin = bin(probability, bins);
      positives[bin] += scores.truth(i) == of ? 1 : 0;
      sums[bin] += probability;
      rows[bin]++;
    }
    int[] filled = IntStream.range(0, bins).filter(bin -> rows[bin] > 0).toArray();
    return new CalibrationCurve(
        IntStream.of(filled).mapToDouble(bin -> positives[bin] / rows[bin]).toArray(),
        IntStream.of(filled).mapToDouble(bin -> sums[bin] / rows[bin]).toArray());
  }

  /** A probability on the edge between two bins is in the lower one. */
  private static int bin(float probability, int bins) {
    int bin = 0;
    while (bin < bins - 1 && probability > (float) ((bin + 1) * (1.0 / bins))) {
      bin++;
    }
    return bin;
  }
}
