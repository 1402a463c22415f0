package io.trainyard.tensor;

/** Functions of each element that are computed one by one, by {@link StrictMath}. */
abstract class Curve extends Pointwise {

  /** The function itself. */
  @Override
  abstract double of(double x);

  @Override
  final void run(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) of(x[i]);
    }
  }

  /** The sine. */
  static final class Sin extends Curve {
    @Override
    double of(double x) {
      return StrictMath.sin(x);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(x.cos());
    }
  }

  /** The cosine. */
  static final class Cos extends Curve {
    @Override
    double of(double x) {
      return StrictMath.cos(x);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(x.sin()).neg();
    }
  }

  /** The tangent. */
  static final class Tan extends Curve {
    @Override
    double of(double x) {
      return StrictMath.tan(x);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(y.mul(y).add(1));
    }
  }

  /** The angle of a sine. */
  static final class Asin extends Curve {
    @Override
    double of(double x) {
      return StrictMath.asin(x);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.div(x.mul(x).neg().add(1).sqrt());
    }
  }

  /** The angle of a cosine. */
  static final class Acos extends Curve {
    @Override
    double of(double x) {
      return StrictMath.acos(x);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.div(x.mul(x).neg().add(1).sqrt()).neg();
    }
  }

  /** The angle of a tangent. */
  static final class Atan extends Curve {
    @Override
    double of(double x) {
      return StrictMath.atan(x);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.div(x.mul(x).add(1));
    }
  }

  /** The hyperbolic sine. */
  static final class Sinh extends Curve {
    @Override
    double of(double x) {
      return StrictMath.sinh(x);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(x.cosh());
    }
  }

  /** The hyperbolic cosine. */
  static final class Cosh extends Curve {
    @Override
    double of(double x) {
      return StrictMath.cosh(x);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(x.sinh());
    }
  }
}
