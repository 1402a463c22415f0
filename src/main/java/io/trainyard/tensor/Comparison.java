package io.trainyard.tensor;

/** A question with 1 for yes and 0 for no; no gradient flows through it. */
abstract class Comparison extends Binary.Typed {
  @Override
  public Typing typing() {
    return Typing.QUESTION;
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  /** 1 where {@code a > b}, else 0. */
  static final class Gt extends Comparison {
    @Override
    long of(long a, long b) {
      return a > b ? 1 : 0;
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = a[i] > b[i] ? 1 : 0;
      }
    }

    @Override
    double of(double a, double b) {
      return a > b ? 1 : 0;
    }
  }

  /** 1 where {@code a >= b}, else 0. */
  static final class Ge extends Comparison {
    @Override
    long of(long a, long b) {
      return a >= b ? 1 : 0;
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = a[i] >= b[i] ? 1 : 0;
      }
    }

    @Override
    double of(double a, double b) {
      return a >= b ? 1 : 0;
    }
  }

  /** 1 where {@code a == b}, else 0. */
  static final class Eq extends Comparison {
    @Override
    long of(long a, long b) {
      return a == b ? 1 : 0;
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = a[i] == b[i] ? 1 : 0;
      }
    }

    @Override
    double of(double a, double b) {
      return a == b ? 1 : 0;
    }
  }
}
