package io.trainyard.tensor;

import java.util.Arrays;

/**
 * The mean and the variance (over all elements, not one less) of each channel of [outer, channels,
 * inner], as [2, channels]. Summed in double precision, in the order of the elements.
 */
final class Moments implements Operation {

  private double[] sums = {};

  @Override
  public Shape shape(Tensor... inputs) {
    return Shape.of(2, inputs[0].size(1));
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    float[] x = inputs[0].array();
    float[] moments = output.array();
    int outer = inputs[0].size(0);
    int channels = inputs[0].size(1);
    int inner = inputs[0].size(2);
    if (sums.length < channels) {
      sums = new double[channels];
    }
    double count = (double) outer * inner;
    sum(x, outer, channels, inner, sums);
    for (int c = 0; c < channels; c++) {
      moments[c] = (float) (sums[c] / count);
    }
    sumOfSquares(x, moments, outer, channels, inner, sums);
    for (int c = 0; c < channels; c++) {
      moments[channels + c] = (float) (sums[c] / count);
    }
  }

  /** The sum of each channel. */
  static void sum(float[] x, int outer, int channels, int inner, double[] sums) {
    Arrays.fill(sums, 0, channels, 0);
    for (int o = 0; o < outer; o++) {
      if (inner == 1) {
        for (int c = 0; c < channels; c++) {
          sums[c] += x[o * channels + c];
        }
      } else {
        for (int c = 0; c < channels; c++) {
          sums[c] += sum(x, (o * channels + c) * inner, inner);
        }
      }
    }
  }

  /** Four sums side by side: each addition of a single one would wait for the one before. */
  private static double sum(float[] x, int from, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (int end = from + n - 3; i < end; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < from + n; i++) {
      a += x[i];
    }
    return (a + b) + (c + d);
  }

  private static void sumOfSquares(
      float[] x, float[] means, int outer, int channels, int inner, double[] sums) {
    Arrays.fill(sums, 0, channels, 0);
    for (int o = 0; o < outer; o++) {
      for (int c = 0; c < channels; c++) {
        double mean = means[c];
        int from = (o * channels + c) * inner;
        double sum = 0;
        for (int i = from; i < from + inner; i++) {
          double centered = x[i] - mean;
          sum += centered * centered;
        }
        sums[c] += sum;
      }
    }
  }

  /** The sum of each channel of the products of two tensors. */
  static void sumOfProducts(
      float[] x, float[] y, int outer, int channels, int inner, double[] sums) {
    Arrays.fill(sums, 0, channels, 0);
    for (int o = 0; o < outer; o++) {
      for (int c = 0; c < channels; c++) {
        int from = (o * channels + c) * inner;
        double sum = 0;
        for (int i = from; i < from + inner; i++) {
          sum += (double) x[i] * y[i];
        }
        sums[c] += sum;
      }
    }
  }

  @Override
  public long scratch(Tensor... inputs) {
    return 2L * inputs[0].size(1);
  }

  @Override
  public long cost(Tensor[] inputs, Tensor output) {
    return 4 * inputs[0].numel();
  }
}
