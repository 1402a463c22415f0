package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/** Operations on each element of one tensor. */
abstract class Pointwise extends Elementwise {

  @Override
  final void apply(float[][] inputs, float[] output, int n) {
    run(inputs[0], output, n);
  }

  @Override
  final void apply(double[][] inputs, double[] output, int n) {
    for (int i = 0; i < n; i++) {
      output[i] = of(inputs[0][i]);
    }
  }

  /** The same of a double. */
  double of(double x) {
    throw noDoubles();
  }

  @Override
  public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return gradient(gradient, inputs[0], output);
  }

  /**
   * Computes {@code n} elements of {@code y} from those of {@code x}, each from its own place on.
   */
  abstract void run(float[] x, float[] y, int n);

  /** The gradient of {@code x}, given the one of {@code y}. */
  abstract @Nullable Tensor gradient(Tensor g, Tensor x, Tensor y);

  /** Those that have whole numbers as well, one by one. */
  abstract static class Typed extends Pointwise {

    abstract long of(long x);

    @Override
    public Typing typing() {
      return Typing.COMMON;
    }

    @Override
    final void apply(long[][] inputs, long[] output, int n) {
      for (int i = 0; i < n; i++) {
        output[i] = of(inputs[0][i]);
      }
    }
  }

  /** {@code -x}. */
  static final class Neg extends Typed implements Formula.OfOne {
    @Override
    public boolean savesNothing() {
      return true;
    }

    @Override
    long of(long x) {
      return -x;
    }

    @Override
    public float of(float x) {
      return -x;
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = of(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.neg();
    }

    @Override
    double of(double x) {
      return -x;
    }
  }

  /** The square root. */
  static final class Sqrt extends Pointwise implements Formula.OfOne {
    @Override
    public float of(float x) {
      return (float) Math.sqrt(x);
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = of(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.div(y.mul(2));
    }

    @Override
    double of(double x) {
      return Math.sqrt(x);
    }
  }

  /** {@code 1 / x}. */
  static final class Reciprocal extends Pointwise implements Formula.OfOne {
    @Override
    public float of(float x) {
      return 1 / x;
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = of(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(y).mul(y).neg();
    }

    @Override
    double of(double x) {
      return 1 / x;
    }
  }

  /** The absolute value; its gradient at 0 is 0. */
  static final class Abs extends Typed implements Formula.OfOne {
    @Override
    long of(long x) {
      return Math.abs(x);
    }

    @Override
    public float of(float x) {
      return Math.abs(x);
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = of(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(x.sign());
    }

    @Override
    double of(double x) {
      return Math.abs(x);
    }
  }

  /** -1, 0 or 1. */
  static final class Sign extends Typed implements Formula.OfOne {
    @Override
    long of(long x) {
      return Long.signum(x);
    }

    @Override
    public float of(float x) {
      return Math.signum(x);
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = of(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(0);
    }

    @Override
    double of(double x) {
      return Math.signum(x);
    }
  }

  /** {@code max(x, 0)}; its gradient at 0 is 0. */
  static final class Relu extends Typed implements Formula.OfOne {
    @Override
    long of(long x) {
      return Math.max(x, 0);
    }

    @Override
    public float of(float x) {
      return Math.max(x, 0);
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = of(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.gate(y);
    }

    @Override
    double of(double x) {
      return Math.max(x, 0);
    }
  }

  /** {@code x * factor}. */
  static final class Scale extends Pointwise implements Formula.OfOne {
    private final double exact;
    private final float factor;

    Scale(double factor) {
      this.exact = factor;
      this.factor = (float) factor;
    }

    @Override
    public boolean savesNothing() {
      return exact == 1; // a copy
    }

    @Override
    public String name() {
      return "Mul";
    }

    @Override
    public float of(float x) {
      return x * factor;
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = of(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(exact);
    }

    @Override
    double of(double x) {
      return x * exact;
    }
  }

  /** {@code x + summand}. */
  static final class Shift extends Pointwise implements Formula.OfOne {
    private final double exact;
    private final float summand;

    Shift(double summand) {
      this.exact = summand;
      this.summand = (float) summand;
    }

    @Override
    public boolean savesNothing() {
      return true;
    }

    @Override
    public String name() {
      return "Add";
    }

    @Override
    public float of(float x) {
      return x + summand;
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = of(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g;
    }

    @Override
    double of(double x) {
      return x + exact;
    }
  }

  /** {@code x^2}. */
  static final class Square extends Pointwise implements Formula.OfOne {
    @Override
    public String name() {
      return "Pow";
    }

    @Override
    public float of(float x) {
      return x * x;
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = of(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(x.mul(2));
    }

    @Override
    double of(double x) {
      return x * x;
    }
  }

  /** {@code x^exponent} for a fixed exponent. */
  static final class Pow extends Pointwise {
    private final double exponent;

    Pow(double exponent) {
      this.exponent = exponent;
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = (float) StrictMath.pow(x[i], exponent);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      if (exponent == 0) {
        return g.mul(0);
      }
      return g.mul(x.pow(exponent - 1).mul(exponent));
    }

    @Override
    double of(double x) {
      return StrictMath.pow(x, exponent);
    }
  }
}
