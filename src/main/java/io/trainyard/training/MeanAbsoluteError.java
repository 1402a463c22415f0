package io.trainyard.training;

import io.trainyard.tensor.StateDict;

/** Averages the distances between predictions and targets. */
final class MeanAbsoluteError implements Score {

  private double sum;
  private long count;

  @Override
  public void add(float[] predictions, float[] targets, int rows) {
    int columns = targets.length / rows;
    int outputs = predictions.length / rows;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        sum += Math.abs((double) predictions[i * outputs + j] - targets[i * columns + j]);
      }
    }
    count += targets.length;
  }

  @Override
  public double value() {
    return sum / count;
  }

  @Override
  public void save(StateDict to) {
    to.put("sum", sum);
    to.put("count", count);
  }

  @Override
  public void load(StateDict from) {
    sum = from.number("sum");
    count = from.whole("count");
  }

  @Override
  public void reset() {
    sum = 0;
    count = 0;
  }
}
