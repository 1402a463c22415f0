package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Functions;

/** Functions of each element that the kernels have a series for. */
abstract class Transcendental extends Pointwise {

  /** {@code e^x}. */
  static final class Exp extends Transcendental {
    @Override
    void run(float[] x, float[] y, int n) {
      Functions.exp(x, y, n);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(y);
    }

    @Override
    double of(double x) {
      return StrictMath.exp(x);
    }
  }

  /** {@code e^x - 1}, exact near 0. */
  static final class Expm1 extends Transcendental {
    @Override
    void run(float[] x, float[] y, int n) {
      Functions.expm1(x, y, n);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(y.add(1));
    }

    @Override
    double of(double x) {
      return StrictMath.expm1(x);
    }
  }

  /** The natural logarithm. */
  static final class Log extends Transcendental {
    @Override
    void run(float[] x, float[] y, int n) {
      Functions.log(x, y, n);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.div(x);
    }

    @Override
    double of(double x) {
      return StrictMath.log(x);
    }
  }

  /** {@code log(1 + x)}, exact near 0. */
  static final class Log1p extends Transcendental {
    @Override
    void run(float[] x, float[] y, int n) {
      Functions.log1p(x, y, n);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.div(x.add(1));
    }

    @Override
    double of(double x) {
      return StrictMath.log1p(x);
    }
  }

  /** The hyperbolic tangent. */
  static final class Tanh extends Transcendental {
    @Override
    void run(float[] x, float[] y, int n) {
      Functions.tanh(x, y, n);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.sub(g.mul(y).mul(y));
    }

    @Override
    double of(double x) {
      return StrictMath.tanh(x);
    }
  }

  /** {@code 1 / (1 + e^-x)}. */
  static final class Sigmoid extends Transcendental {
    @Override
    void run(float[] x, float[] y, int n) {
      Functions.sigmoid(x, y, n);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      Tensor gy = g.mul(y);
      return gy.sub(gy.mul(y));
    }

    @Override
    double of(double x) {
      return 1 / (1 + StrictMath.exp(-x));
    }
  }

  /** {@code log(1 / (1 + e^-x))} without overflow. */
  static final class LogSigmoid extends Transcendental {
    @Override
    void run(float[] x, float[] y, int n) {
      Functions.logSigmoid(x, y, n);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(x.neg().sigmoid());
    }

    @Override
    double of(double x) {
      return Math.min(x, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
  }

  /** The error function. */
  static final class Erf extends Transcendental {
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    @Override
    void run(float[] x, float[] y, int n) {
      Functions.erf(x, y, n);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(x.mul(x).neg().exp().mul(TWO_OVER_ROOT_PI));
    }

    @Override
    double of(double x) {
      return ErrorFunction.of(x);
    }
  }

  /**
   * The inverse of the error function (Giles: "Approximating the erfinv function", GPU Computing
   * Gems, 2011).
   */
  static final class ErfInv extends Transcendental {
    private static final double HALF_ROOT_PI = Math.sqrt(Math.PI) / 2;

    private static final double[] MIDDLE = {
      2.81022636e-08,
      3.43273939e-07,
      -3.5233877e-06,
      -4.39150654e-06,
      0.00021858087,
      -0.00125372503,
      -0.00417768164,
      0.246640727,
      1.50140941
    };

    private static final double[] ENDS = {
      -0.000200214257,
      0.000100950558,
      0.00134934322,
      -0.00367342844,
      0.00573950773,
      -0.0076224613,
      0.00943887047,
      1.00167406,
      2.83297682
    };

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = (float) inverse(x[i]);
      }
    }

    private static double inverse(double x) {
      if (Math.abs(x) == 1) {
        return x * Double.POSITIVE_INFINITY;
      }
      double w = -StrictMath.log((1 - x) * (1 + x));
      return x * (w < 5 ? polynomial(MIDDLE, w - 2.5) : polynomial(ENDS, Math.sqrt(w) - 3));
    }

    private static double polynomial(double[] coefficients, double at) {
      double sum = 0;
      for (double coefficient : coefficients) {
        sum = sum * at + coefficient;
      }
      return sum;
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(y.mul(y).exp().mul(HALF_ROOT_PI));
    }

    @Override
    double of(double x) {
      return ErrorFunction.inverse(x, inverse(x));
    }
  }
}
