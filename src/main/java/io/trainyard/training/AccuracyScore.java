package io.trainyard.training;

import io.trainyard.tensor.StateDict;

/** Counts the rows whose class is predicted. */
final class AccuracyScore implements Score {

  private final TargetPlan target;
  private long right;
  private long all;

  AccuracyScore(TargetPlan target) {
    this.target = target;
  }

  @Override
  public void add(float[] predictions, float[] targets, int rows) {
    int outputs = predictions.length / rows;
    int width = targets.length / rows;
    for (int i = 0; i < rows; i++) {
      int predicted = target.predictedClass(predictions, i * outputs, outputs);
      right += predicted == target.trueClass(targets, i * width, width) ? 1 : 0;
    }
    all += rows;
  }

  @Override
  public double value() {
    return (double) right / all;
  }

  @Override
  public void save(StateDict to) {
    to.put("right", right);
    to.put("all", all);
  }

  @Override
  public void load(StateDict from) {
    right = from.whole("right");
    all = from.whole("all");
  }

  @Override
  public void reset() {
    right = 0;
    all = 0;
  }
}
