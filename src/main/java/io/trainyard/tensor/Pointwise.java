package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Functions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Operations on each element of one tensor. */
abstract class Pointwise extends Elementwise {

  @Override
  final void apply(float[][] inputs, float[] output, int n) {
    run(inputs[0], output, n);
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
      return Typing.FIRST;
    }

    @Override
    final void apply(long[][] inputs, long[] output, int n) {
      for (int i = 0; i < n; i++) {
        output[i] = of(inputs[0][i]);
      }
    }
  }

  /** {@code -x}. */
  static final class Neg extends Typed {
    @Override
    long of(long x) {
      return -x;
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = -x[i];
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.neg();
    }
  }

  /** {@code e^x}. */
  static final class Exp extends Pointwise {
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
  static final class Expm1 extends Pointwise {
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
  static final class Log extends Pointwise {
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
  static final class Log1p extends Pointwise {
    @Override
    void run(float[] x, float[] y, int n) {
      Functions.log1p(x, y, n);
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.div(x.add(1));
    }
  }

  /** The square root. */
  static final class Sqrt extends Pointwise {
    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = (float) Math.sqrt(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.div(y.mul(2));
    }
  }

  /** {@code 1 / x}. */
  static final class Reciprocal extends Pointwise {
    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = 1 / x[i];
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(y).mul(y).neg();
    }
  }

  /** The absolute value; its gradient at 0 is 0. */
  static final class Abs extends Typed {
    @Override
    long of(long x) {
      return Math.abs(x);
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = Math.abs(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(x.sign());
    }
  }

  /** -1, 0 or 1. */
  static final class Sign extends Typed {
    @Override
    long of(long x) {
      return Long.signum(x);
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = Math.signum(x[i]);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(0);
    }
  }

  /** The hyperbolic tangent. */
  static final class Tanh extends Pointwise {
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
  static final class Sigmoid extends Pointwise {
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
  static final class LogSigmoid extends Pointwise {
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
  static final class Erf extends Pointwise {
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

  /** {@code max(x, 0)}; its gradient at 0 is 0. */
  static final class Relu extends Typed {
    @Override
    long of(long x) {
      return Math.max(x, 0);
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = Math.max(x[i], 0);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.gate(y);
    }
  }

  /** {@code x * factor}. */
  static final class Scale extends Pointwise {
    private final float factor;

    Scale(double factor) {
      this.factor = (float) factor;
    }

    @Override
    public String name() {
      return "Mul";
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = x[i] * factor;
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g.mul(factor);
    }
  }

  /** {@code x + summand}. */
  static final class Shift extends Pointwise {
    private final float summand;

    Shift(double summand) {
      this.summand = (float) summand;
    }

    @Override
    public String name() {
      return "Add";
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = x[i] + summand;
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return g;
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
      if (exponent == 2) {
        for (int i = 0; i < n; i++) {
          y[i] = x[i] * x[i];
        }
      } else {
        for (int i = 0; i < n; i++) {
          y[i] = (float) StrictMath.pow(x[i], exponent);
        }
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      if (exponent == 0) {
        return g.mul(0);
      }
      return g.mul(exponent == 2 ? x.mul(2) : x.pow(exponent - 1).mul(exponent));
    }
  }

  /**
   * {@code x} kept between two bounds, either of which may be absent; at a bound the gradient still
   * flows.
   */
  static final class Clamp extends Pointwise {
    private final @Nullable Double min;
    private final @Nullable Double max;

    Clamp(@Nullable Double min, @Nullable Double max) {
      if (min == null && max == null) {
        throw new IllegalArgumentException("clamp needs a min or a max");
      }
      this.min = min;
      this.max = max;
    }

    @Override
    void run(float[] x, float[] y, int n) {
      float low = Objects.requireNonNullElse(min, Double.NEGATIVE_INFINITY).floatValue();
      float high = Objects.requireNonNullElse(max, Double.POSITIVE_INFINITY).floatValue();
      for (int i = 0; i < n; i++) {
        y[i] = Math.min(Math.max(x[i], low), high);
      }
    }

    @Override
    Tensor gradient(Tensor g, Tensor x, Tensor y) {
      Tensor inside = g;
      if (min != null) {
        inside = Tensor.apply(new Binary.AtLeast(1, min.floatValue()), inside, x);
      }
      if (max != null) {
        inside = Tensor.apply(new Binary.AtLeast(-1, -max.floatValue()), inside, x);
      }
      return inside;
    }
  }
}
