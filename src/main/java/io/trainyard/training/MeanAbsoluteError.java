package io.trainyard.training;

/** Averages the distances between predictions and targets. */
final class MeanAbsoluteError implements Score {

  private double sum;
  private long count;

  @Override
  public void add(float[] predictions, float[] targets, int rows) {
    for (int i = 0; i < targets.length; i++) {
      sum += Math.abs((double) predictions[i] - targets[i]);
    }
    count += targets.length;
  }

  @Override
  public double value() {
    return sum / count;
  }

  @Override
  public void reset() {
    sum = 0;
    count = 0;
  }
}
