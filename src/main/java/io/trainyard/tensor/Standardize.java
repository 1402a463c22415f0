package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/**
 * {@code (x - mean) / sqrt(variance + eps)} for each channel of [outer, channels, inner], mean and
 * variance being those of the channel, which stand in the second input [2, channels].
 *
 * <p>An operation of its own because its gradient, which also goes through mean and variance, takes
 * a tenth of the memory traffic that the composition of the parts would.
 */
final class Standardize implements Operation {

  private final double eps;

  Standardize(double eps) {
    this.eps = eps;
  }

  private float scale(float[] moments, int channels, int c) {
    return (float) (1 / Math.sqrt(moments[channels + c] + eps));
  }

  @Override
  public Shape shape(Tensor... inputs) {
    return inputs[0].shape();
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    float[] x = inputs[0].array();
    float[] moments = inputs[1].array();
    float[] y = output.array();
    int channels = output.size(1);
    int inner = output.size(2);
    int at = 0;
    for (int o = 0; o < output.size(0); o++) {
      for (int c = 0; c < channels; c++) {
        float mean = moments[c];
        float scale = scale(moments, channels, c);
        for (int end = at + inner; at < end; at++) {
          y[at] = (x[at] - mean) * scale;
        }
      }
    }
  }

  @Override
  public void refresh(Tensor[] inputs) {
    new Moments().compute(inputs, inputs[1]);
  }

  @Override
  public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    if (input != 0) {
      return null;
    }
    if (Execution.isGradEnabled()) {
      return composed(gradient, inputs[0]);
    }
    Tensor y = output.isLost() ? inputs[0].standardize(inputs[1], eps) : output;
    return Tensor.apply(new Gradient(), gradient, y, inputs[1]);
  }

  /**
   * What {@link Gradient} computes, of parts that have gradients themselves: the moments are found
   * anew, since the given ones do not tell how they follow from {@code x}.
   */
  private Tensor composed(Tensor gradient, Tensor x) {
    Tensor centered = x.sub(mean(x));
    Tensor scale = mean(centered.square()).add(eps).rsqrt();
    Tensor y = centered.mul(scale);
    return gradient.sub(mean(gradient)).sub(y.mul(mean(gradient.mul(y)))).mul(scale);
  }

  private static Tensor mean(Tensor x) {
    return Statistics.mean(x, new int[] {0, 2}, true);
  }

  @Override
  public long cost(Tensor[] inputs, Tensor output) {
    return 2 * output.numel();
  }

  /** {@code (g - mean(g) - y mean(g y)) / sqrt(variance + eps)}, for a pass without a graph. */
  private final class Gradient implements Operation {

    private double[] sums = {};
    private double[] products = {};

    @Override
    public Shape shape(Tensor... inputs) {
      return inputs[0].shape();
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      float[] g = inputs[0].array();
      float[] y = inputs[1].array();
      float[] moments = inputs[2].array();
      float[] x = output.array();
      int outer = output.size(0);
      int channels = output.size(1);
      int inner = output.size(2);
      if (sums.length < channels) {
        sums = new double[channels];
        products = new double[channels];
      }
      Moments.sum(g, outer, channels, inner, sums);
      Moments.sumOfProducts(g, y, outer, channels, inner, products);
      double count = (double) outer * inner;
      int at = 0;
      for (int o = 0; o < outer; o++) {
        for (int c = 0; c < channels; c++) {
          float mean = (float) (sums[c] / count);
          float slope = (float) (products[c] / count);
          float scale = scale(moments, channels, c);
          for (int end = at + inner; at < end; at++) {
            x[at] = (g[at] - mean - y[at] * slope) * scale;
          }
        }
      }
    }

    @Override
    public long scratch(Tensor... inputs) {
      return 4L * inputs[0].size(1);
    }

    @Override
    public long cost(Tensor[] inputs, Tensor output) {
      return 7 * output.numel();
    }
  }
}
