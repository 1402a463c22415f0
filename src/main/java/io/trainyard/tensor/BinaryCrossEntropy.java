package io.trainyard.tensor;

/**
 * {@code -(t log(p) + (1 - t) log(1 - p))} for probabilities p and their targets t, each logarithm
 * no less than -100.
 *
 * <p>An operation of its own since its gradient, {@code (p - t) / (p (1 - p))}, is 0 / 0 at a
 * certain and right prediction when it is put together from the parts. PyTorch bounds the divisor
 * by 1e-12, and so does this.
 */
final class BinaryCrossEntropy extends Binary {

  @Override
  void run(float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      float p = probability("input", a[i]);
      float t = probability("target", b[i]);
      double yes = Math.max(StrictMath.log(p), -100);
      double no = Math.max(StrictMath.log1p(-p), -100);
      c[i] = (float) ((t - 1) * no - t * yes);
    }
  }

  @Override
  double of(double a, double b) {
    probability("input", (float) a);
    probability("target", (float) b);
    double yes = Math.max(StrictMath.log(a), -100);
    double no = Math.max(StrictMath.log1p(-a), -100);
    return (b - 1) * no - b * yes;
  }

  private static float probability(String what, float value) {
    if (value < 0 || value > 1) {
      throw new IllegalArgumentException(
          "all elements of " + what + " should be between 0 and 1, got " + value);
    }
    return value;
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    Tensor p = inputs[0];
    if (input == 1) {
      Tensor no = p.neg().log1p().clamp(-100.0, null);
      return gradient.mul(no.sub(p.log().clamp(-100.0, null)));
    }
    return Tensor.apply(new Slope(), gradient, p, inputs[1]);
  }

  /** {@code g (p - t) / (p (1 - p))}. */
  private static final class Slope extends Elementwise {

    private static final float LEAST = 1e-12f;

    @Override
    void apply(float[][] inputs, float[] output, int n) {
      float[] g = inputs[0];
      float[] p = inputs[1];
      float[] t = inputs[2];
      for (int i = 0; i < n; i++) {
        output[i] = g[i] * (p[i] - t[i]) / Math.max((1 - p[i]) * p[i], LEAST);
      }
    }

    @Override
    void apply(double[][] inputs, double[] output, int n) {
      for (int i = 0; i < n; i++) {
        double p = inputs[1][i];
        output[i] = inputs[0][i] * (p - inputs[2][i]) / Math.max((1 - p) * p, LEAST);
      }
    }

    /** As PyTorch's: the squared divisor by p is kept from 0 by a summand, not by a bound. */
    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      Tensor g = inputs[0];
      Tensor p = inputs[1];
      Tensor t = inputs[2];
      return switch (input) {
        case 0 -> Tensor.apply(new Slope(), gradient, p, t);
        case 1 -> {
          Tensor bend = p.mul(p).add(t).sub(p.mul(t).mul(2));
          Tensor yes = p.add(LEAST);
          Tensor no = p.neg().add(1).add(LEAST);
          yield gradient.mul(g).mul(bend.div(yes.mul(yes).mul(no.mul(no))));
        }
        default -> gradient.mul(g).div(p.neg().add(1).mul(p).clamp((double) LEAST, null)).neg();
      };
    }
  }
}
