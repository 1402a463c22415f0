package io.trainyard.tensor;

/** The root of a variance; its gradient at 0, where all elements are equal, is 0. */
final class Deviation extends Pointwise {

  @Override
  public String name() {
    return "Std";
  }

  @Override
  void run(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.sqrt(x[i]);
    }
  }

  @Override
  double of(double x) {
    return Math.sqrt(x);
  }

  @Override
  Tensor gradient(Tensor g, Tensor x, Tensor y) {
    return Tensor.where(y.eq(Tensor.scalar(0)), Tensor.scalar(0), g.div(y.mul(2)));
  }
}
