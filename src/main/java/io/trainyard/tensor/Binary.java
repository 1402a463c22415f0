package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/** Operations on the elements of two tensors, side by side, broadcast to a common shape. */
abstract class Binary implements Operation {

  private static final int BLOCK = 256;

  private @Nullable Broadcast broadcast;
  private final float[] repeated = new float[BLOCK];

  /**
   * Computes {@code n} elements of {@code c} from those of {@code a} and {@code b}, each from its
   * own place on.
   */
  abstract void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, int n);

  @Override
  public Shape shape(Tensor... inputs) {
    return inputs[0].shape().broadcast(inputs[1].shape());
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    float[] a = inputs[0].array();
    float[] b = inputs[1].array();
    float[] c = output.array();
    if (broadcast == null) {
      broadcast = new Broadcast(output.shape(), inputs[0].shape(), inputs[1].shape());
    }
    broadcast.restart();
    int run = broadcast.run();
    for (int at = 0; at < output.length(); at += run) {
      int ai = broadcast.offset(0);
      int bi = broadcast.offset(1);
      if (broadcast.repeats(0)) {
        repeat(a[ai], b, bi, true, c, at, run);
      } else if (broadcast.repeats(1)) {
        repeat(b[bi], a, ai, false, c, at, run);
      } else {
        run(a, ai, b, bi, c, at, run);
      }
      broadcast.next();
    }
  }

  /**
   * Puts a single value against a run of others, block by block, so that each operation is one
   * plain loop.
   */
  private void repeat(
      float value, float[] others, int from, boolean first, float[] c, int at, int run) {
    int filled = Math.min(BLOCK, run);
    for (int i = 0; i < filled; i++) {
      repeated[i] = value;
    }
    for (int done = 0; done < run; done += BLOCK) {
      int n = Math.min(BLOCK, run - done);
      if (first) {
        run(repeated, 0, others, from + done, c, at + done, n);
      } else {
        run(others, from + done, repeated, 0, c, at + done, n);
      }
    }
  }

  /** {@code a + b}. */
  static final class Add extends Binary {
    @Override
    void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, int n) {
      for (int i = 0; i < n; i++) {
        c[ci + i] = a[ai + i] + b[bi + i];
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient;
    }
  }

  /** {@code a - b}. */
  static final class Sub extends Binary {
    @Override
    void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, int n) {
      for (int i = 0; i < n; i++) {
        c[ci + i] = a[ai + i] - b[bi + i];
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return input == 0 ? gradient : gradient.neg();
    }
  }

  /** {@code a * b}. */
  static final class Mul extends Binary {
    @Override
    void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, int n) {
      for (int i = 0; i < n; i++) {
        c[ci + i] = a[ai + i] * b[bi + i];
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient.mul(inputs[1 - input]);
    }
  }

  /** {@code a / b}. */
  static final class Div extends Binary {
    @Override
    void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, int n) {
      for (int i = 0; i < n; i++) {
        c[ci + i] = a[ai + i] / b[bi + i];
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      Tensor shared = gradient.div(inputs[1]);
      return input == 0 ? shared : shared.mul(output).neg();
    }
  }

  /** The larger of the two; where they are equal each gets half of the gradient. */
  static final class Maximum extends Binary {
    @Override
    void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, int n) {
      for (int i = 0; i < n; i++) {
        c[ci + i] = Math.max(a[ai + i], b[bi + i]);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient.mul(share(inputs[input].gt(inputs[1 - input]), inputs));
    }
  }

  /** The smaller of the two; where they are equal each gets half of the gradient. */
  static final class Minimum extends Binary {
    @Override
    void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, int n) {
      for (int i = 0; i < n; i++) {
        c[ci + i] = Math.min(a[ai + i], b[bi + i]);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient.mul(share(inputs[input].lt(inputs[1 - input]), inputs));
    }
  }

  private static Tensor share(Tensor chosen, Tensor[] inputs) {
    return chosen.add(inputs[0].eq(inputs[1]).mul(0.5));
  }

  /** A question with 1 for yes and 0 for no; no gradient flows through it. */
  abstract static class Comparison extends Binary {
    @Override
    public boolean isDifferentiable() {
      return false;
    }
  }

  /** 1 where {@code a > b}, else 0. */
  static final class Gt extends Comparison {
    @Override
    void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, int n) {
      for (int i = 0; i < n; i++) {
        c[ci + i] = a[ai + i] > b[bi + i] ? 1 : 0;
      }
    }
  }

  /** 1 where {@code a >= b}, else 0. */
  static final class Ge extends Comparison {
    @Override
    void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, int n) {
      for (int i = 0; i < n; i++) {
        c[ci + i] = a[ai + i] >= b[bi + i] ? 1 : 0;
      }
    }
  }

  /** 1 where {@code a == b}, else 0. */
  static final class Eq extends Comparison {
    @Override
    void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, int n) {
      for (int i = 0; i < n; i++) {
        c[ci + i] = a[ai + i] == b[bi + i] ? 1 : 0;
      }
    }
  }
}
