package io.trainyard.tensor;

/** Each element made a whole number. The outputs are flat, so gradients are 0. */
abstract class Rounding extends Pointwise.Typed {

  @Override
  final long of(long x) {
    return x;
  }

  @Override
  final Tensor gradient(Tensor g, Tensor x, Tensor y) {
    return g.mul(0);
  }

  /** Down. */
  static final class Floor extends Rounding {
    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = (float) Math.floor(x[i]);
      }
    }

    @Override
    double of(double x) {
      return Math.floor(x);
    }
  }

  /** Up. */
  static final class Ceil extends Rounding {
    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = (float) Math.ceil(x[i]);
      }
    }

    @Override
    double of(double x) {
      return Math.ceil(x);
    }
  }

  /** To the nearest, a half to the even one. */
  static final class Round extends Rounding {
    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = (float) Math.rint(x[i]);
      }
    }

    @Override
    double of(double x) {
      return Math.rint(x);
    }
  }

  /** Towards 0. */
  static final class Trunc extends Rounding {
    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = (float) (x[i] < 0 ? Math.ceil(x[i]) : Math.floor(x[i]));
      }
    }

    @Override
    double of(double x) {
      return x < 0 ? Math.ceil(x) : Math.floor(x);
    }
  }
}
