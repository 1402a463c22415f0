package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/** Operations on the elements of two tensors, side by side, broadcast to a common shape. */
abstract class Binary extends Elementwise {

  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  /**
   * Computes {@code n} elements of {@code c} from those of {@code a} and {@code b}, each from its
   * own place on.
   */
  abstract void run(float[] a, float[] b, float[] c, int n);

  @Override
  final void apply(float[][] inputs, float[] output, int n) {
    run(inputs[0], inputs[1], output, n);
  }

  @Override
  final void apply(double[][] inputs, double[] output, int n) {
    for (int i = 0; i < n; i++) {
      output[i] = of(inputs[0][i], inputs[1][i]);
    }
  }

  /** The same of two doubles. */
  double of(double a, double b) {
    throw noDoubles();
  }

  /** Those that have whole numbers as well, one by one. */
  abstract static class Typed extends Binary {

    abstract long of(long a, long b);

    @Override
    public Typing typing() {
      return Typing.COMMON;
    }

    @Override
    final void apply(long[][] inputs, long[] output, int n) {
      for (int i = 0; i < n; i++) {
        output[i] = of(inputs[0][i], inputs[1][i]);
      }
    }
  }

  /** Bits of whole numbers; of bools, whether both, one or only one is. */
  static final class And extends Typed implements Formula.OfTwo {
    @Override
    long of(long a, long b) {
      return a & b;
    }

    @Override
    public float of(float a, float b) {
      return a * b;
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = of(a[i], b[i]);
      }
    }
  }

  /** As {@link And}, but one is enough. */
  static final class Or extends Typed implements Formula.OfTwo {
    @Override
    long of(long a, long b) {
      return a | b;
    }

    @Override
    public float of(float a, float b) {
      return Math.max(a, b);
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = of(a[i], b[i]);
      }
    }
  }

  /** As {@link And}, but it has to be one alone. */
  static final class Xor extends Typed {
    @Override
    long of(long a, long b) {
      return a ^ b;
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = a[i] == b[i] ? 0 : 1;
      }
    }
  }

  /** {@code a + b}. */
  static final class Add extends Typed implements Formula.OfTwo {
    @Override
    public boolean savesNothing() {
      return true;
    }

    @Override
    long of(long a, long b) {
      return a + b;
    }

    @Override
    public float of(float a, float b) {
      return a + b;
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = of(a[i], b[i]);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient;
    }

    @Override
    double of(double a, double b) {
      return a + b;
    }
  }

  /** {@code a - b}. */
  static final class Sub extends Typed implements Formula.OfTwo {
    @Override
    public boolean savesNothing() {
      return true;
    }

    @Override
    long of(long a, long b) {
      return a - b;
    }

    @Override
    public float of(float a, float b) {
      return a - b;
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = of(a[i], b[i]);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return input == 0 ? gradient : gradient.neg();
    }

    @Override
    double of(double a, double b) {
      return a - b;
    }
  }

  /** {@code a * b}. */
  static final class Mul extends Typed implements Formula.OfTwo {
    @Override
    long of(long a, long b) {
      return a * b;
    }

    @Override
    public float of(float a, float b) {
      return a * b;
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = of(a[i], b[i]);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient.mul(inputs[1 - input]);
    }

    @Override
    double of(double a, double b) {
      return a * b;
    }
  }

  /**
   * {@code a} where {@code b} is positive, and 0 where it is 0, even for an infinite {@code a}. A
   * product with a mask would leave -0 and NaN there; a clamp between bounds of infinity or 0 runs
   * as fast. Even the smallest number is infinity after three such factors.
   */
  static final class Gate extends Binary implements Formula.OfTwo {
    @Override
    public String name() {
      return "Mul";
    }

    @Override
    public float of(float a, float b) {
      float bound = b * Float.MAX_VALUE * Float.MAX_VALUE * Float.MAX_VALUE;
      return Math.min(Math.max(a, 0f - bound), bound);
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = of(a[i], b[i]);
      }
    }

    @Override
    public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return input == 0 ? gradient.gate(inputs[1]) : null;
    }

    @Override
    double of(double a, double b) {
      return b > 0 ? a : b * 0;
    }
  }

  /**
   * {@code a} where {@code sign b} is at least a bound, else 0, also where {@code b} is no number:
   * the gradient of a clamp. Bits decide instead of a branch, which chance would make slow.
   */
  static final class AtLeast extends Binary {
    private final float sign;
    private final double exact;
    private final float bound;

    AtLeast(float sign, double bound) {
      this.sign = sign;
      this.exact = bound;
      this.bound = (float) bound;
    }

    @Override
    public String name() {
      return "Mul";
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        int distance = Float.floatToRawIntBits(sign * b[i] - bound);
        int isLess = distance >> 31;
        int isNoNumber = INFINITY - (distance & Integer.MAX_VALUE) >> 31;
        int bits = Float.floatToRawIntBits(a[i]) & ~(isLess | isNoNumber);
        c[i] = Float.intBitsToFloat(bits);
      }
    }

    @Override
    public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return input == 0 ? Tensor.apply(new AtLeast(sign, exact), gradient, inputs[1]) : null;
    }

    @Override
    double of(double a, double b) {
      return sign * b >= exact ? a : 0;
    }
  }

  /** {@code a / b}. */
  static final class Div extends Binary implements Formula.OfTwo {
    @Override
    public float of(float a, float b) {
      return a / b;
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = of(a[i], b[i]);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      Tensor shared = gradient.div(inputs[1]);
      if (input == 0) {
        return shared;
      }
      return shared.mul(output.isLost() ? inputs[0].div(inputs[1]) : output).neg();
    }

    @Override
    double of(double a, double b) {
      return a / b;
    }
  }

  /** The larger of the two; where they are equal each gets half of the gradient. */
  static final class Maximum extends Typed implements Formula.OfTwo {
    @Override
    long of(long a, long b) {
      return Math.max(a, b);
    }

    @Override
    public float of(float a, float b) {
      return Math.max(a, b);
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = of(a[i], b[i]);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient.mul(share(inputs[input].gt(inputs[1 - input]), inputs));
    }

    @Override
    double of(double a, double b) {
      return Math.max(a, b);
    }
  }

  /** The smaller of the two; where they are equal each gets half of the gradient. */
  static final class Minimum extends Typed implements Formula.OfTwo {
    @Override
    long of(long a, long b) {
      return Math.min(a, b);
    }

    @Override
    public float of(float a, float b) {
      return Math.min(a, b);
    }

    @Override
    void run(float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        c[i] = of(a[i], b[i]);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient.mul(share(inputs[input].lt(inputs[1 - input]), inputs));
    }

    @Override
    double of(double a, double b) {
      return Math.min(a, b);
    }
  }

  private static Tensor share(Tensor chosen, Tensor[] inputs) {
    return chosen.add(inputs[0].eq(inputs[1]).mul(0.5));
  }
}
