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
  }
}
