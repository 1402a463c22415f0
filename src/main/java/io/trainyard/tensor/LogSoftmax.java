package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Kernels;

/** {@code x - log(sum(e^x))} along a dimension, without overflow. */
final class LogSoftmax implements Operation {

  private final int dim;
  private float[] work = {};

  LogSoftmax(int dim) {
    this.dim = dim;
  }

  @Override
  public Shape shape(Tensor... inputs) {
    return inputs[0].shape();
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    if (output.length() == 0) {
      return;
    }
    Shape shape = output.shape();
    int n = shape.size(dim);
    int inner = shape.span(dim + 1, shape.rank());
    if (output.dtype() == DType.FLOAT64) {
      inColumns(inputs[0].doubles(), output.doubles(), output.length(), n, inner);
      return;
    }
    float[] x = inputs[0].array();
    float[] y = output.array();
    if (inner == 1) {
      int rows = output.length() / n;
      if (work.length < 2 * rows) {
        work = new float[2 * rows];
      }
      Kernels.logSoftmax(x, y, rows, n, work);
    } else {
      inColumns(x, y, output.length(), n, inner);
    }
  }

  private static void inColumns(float[] x, float[] y, int length, int n, int inner) {
    for (int i = 0; i < length / n; i++) {
      int first = i / inner * inner * n + i % inner;
      float largest = x[first];
      for (int k = 1; k < n; k++) {
        largest = Math.max(largest, x[first + k * inner]);
      }
      double sum = 0;
      for (int k = 0; k < n; k++) {
        sum += StrictMath.exp(x[first + k * inner] - (double) largest);
      }
      double log = largest + StrictMath.log(sum);
      for (int k = 0; k < n; k++) {
        y[first + k * inner] = (float) (x[first + k * inner] - log);
      }
    }
  }

  private static void inColumns(double[] x, double[] y, int length, int n, int inner) {
    for (int i = 0; i < length / n; i++) {
      int first = i / inner * inner * n + i % inner;
      double largest = x[first];
      for (int k = 1; k < n; k++) {
        largest = Math.max(largest, x[first + k * inner]);
      }
      double sum = 0;
      for (int k = 0; k < n; k++) {
        sum += StrictMath.exp(x[first + k * inner] - largest);
      }
      double log = largest + StrictMath.log(sum);
      for (int k = 0; k < n; k++) {
        y[first + k * inner] = x[first + k * inner] - log;
      }
    }
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return gradient.sub(output.exp().mul(gradient.sum(dim, true)));
  }

  @Override
  public long scratch(Tensor... inputs) {
    Shape shape = inputs[0].shape();
    boolean areRows = shape.numel() > 0 && shape.span(dim + 1, shape.rank()) == 1;
    return areRows ? 2 * shape.numel() / shape.size(dim) : 0;
  }

  @Override
  public long cost(Tensor[] inputs, Tensor output) {
    return 20 * output.numel();
  }
}
