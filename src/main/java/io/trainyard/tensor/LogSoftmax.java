package io.trainyard.tensor;

/** {@code x - log(sum(e^x))} along a dimension, without overflow. */
final class LogSoftmax implements Operation {

  private final int dim;

  LogSoftmax(int dim) {
    this.dim = dim;
  }

  @Override
  public Shape shape(Tensor... inputs) {
    return inputs[0].shape();
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    Shape shape = output.shape();
    int n = shape.size(dim);
    int inner = shape.span(dim + 1, shape.rank());
    float[] x = inputs[0].array();
    float[] y = output.array();
    for (int i = 0; i < output.length() / n; i++) {
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

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return gradient.sub(output.exp().mul(gradient.sum(dim, true)));
  }

  @Override
  public long cost(Tensor[] inputs, Tensor output) {
    return 20 * output.numel();
  }
}
