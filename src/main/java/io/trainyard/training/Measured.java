package io.trainyard.training;

import io.trainyard.measure.Tally;

/**
 * Where the rows of a target are told to that are measured.
 *
 * @param target says what outputs and encoded targets mean
 * @param tally counts them
 */
record Measured(TargetPlan target, Tally tally) {

  /**
   * Counts some rows.
   *
   * @param predictions what the network gives, row by row; what is beyond the targets' columns is
   *     not looked at
   * @param targets the encoded targets of the same rows
   * @param rows how many
   */
  void add(float[] predictions, float[] targets, int rows) {
    int outputs = predictions.length / rows;
    int width = targets.length / rows;
    boolean areClasses = target.classes() != null;
    float[] found = target.inUnits(predictions, outputs);
    float[] wanted = target.inUnits(targets, width);
    for (int i = 0; i < rows; i++) {
      int at = i * outputs;
      if (!areClasses) {
        tally.add(found, at, wanted, i * width, 1);
      } else {
        tally.add(
            target.trueClass(targets, i * width, width),
            target.predictedClass(predictions, at, outputs),
            tally.needsScores() ? target.scores(predictions, at, outputs) : predictions,
            1);
      }
    }
  }
}
