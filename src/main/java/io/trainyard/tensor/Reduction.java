package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Cascade;
import io.trainyard.tensor.kernel.Kernels;
import java.util.List;

/** Operations that make one element out of a dimension; the dimension stays, with size 1. */
abstract class Reduction implements Operation {

  final int dim;

  Reduction(int dim) {
    this.dim = dim;
  }

  @Override
  public Shape shape(Tensor... inputs) {
    return inputs[0].shape().with(dim, 1);
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    Shape shape = inputs[0].shape();
    int at = shape.normalized(dim);
    int outer = shape.span(0, at);
    int n = shape.size(at);
    int inner = shape.span(at + 1, shape.rank());
    switch (output.dtype().held()) {
      case FLOATS -> run(inputs[0].array(), output.array(), outer, n, inner);
      case WHOLES -> run(inputs[0].wholes(), output.wholes(), outer, n, inner);
      case DOUBLES -> run(inputs[0].doubles(), output.doubles(), outer, n, inner);
    }
  }

  /** Reduces {@code x}, seen as [outer, n, inner], to {@code y}, seen as [outer, inner]. */
  abstract void run(float[] x, float[] y, int outer, int n, int inner);

  /** The same for whole numbers. */
  private void run(long[] x, long[] y, int outer, int n, int inner) {
    for (int i = 0; i < outer * inner; i++) {
      int at = i / inner * n * inner + i % inner;
      long result = start(x, at);
      for (int k = 0; k < n; k++) {
        result = of(result, x[at + k * inner]);
      }
      y[i] = result;
    }
  }

  /** The same for doubles. */
  private void run(double[] x, double[] y, int outer, int n, int inner) {
    for (int i = 0; i < outer * inner; i++) {
      int at = i / inner * n * inner + i % inner;
      double result = start(x, at);
      for (int k = 0; k < n; k++) {
        result = of(result, x[at + k * inner]);
      }
      y[i] = result;
    }
  }

  /** What a reduction of doubles begins with, the first of which stands at a place. */
  abstract double start(double[] x, int at);

  /** A result so far together with one more. */
  abstract double of(double result, double next);

  /** What a reduction of whole numbers begins with, the first of which stands at a place. */
  abstract long start(long[] x, int at);

  /** A result so far together with one more. */
  abstract long of(long result, long next);

  @Override
  public long cost(Tensor[] inputs, Tensor output) {
    return inputs[0].numel();
  }

  /** The sum, in an order that is fixed by the shape. */
  static final class Sum extends Reduction {
    private final Cascade cascade = new Cascade();

    Sum(int dim) {
      super(dim);
    }

    @Override
    public boolean savesNothing() {
      return true;
    }

    @Override
    public Typing typing() {
      return Typing.COUNT;
    }

    @Override
    double start(double[] x, int at) {
      return 0;
    }

    @Override
    double of(double result, double next) {
      return result + next;
    }

    @Override
    long start(long[] x, int at) {
      return 0;
    }

    @Override
    long of(long result, long next) {
      return result + next;
    }

    @Override
    void run(float[] x, float[] y, int outer, int n, int inner) {
      for (int o = 0; o < outer; o++) {
        if (inner == 1) {
          y[o] = Kernels.sum(x, o * n, n);
        } else {
          cascade.sumRows(x, o * n * inner, n, inner, y, o * inner);
        }
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient.expand(inputs[0].shape());
    }

    @Override
    public void release() {
      cascade.release();
    }

    @Override
    public long scratch(Tensor... inputs) {
      Shape shape = inputs[0].shape();
      int inner = shape.span(shape.normalized(dim) + 1, shape.rank());
      return inner == 1 ? 0 : Cascade.scratch(shape.size(dim), inner);
    }
  }

  /** The largest; where several are largest they share the gradient evenly. */
  static final class Amax extends Reduction {
    Amax(int dim) {
      super(dim);
    }

    @Override
    public Typing typing() {
      return Typing.COMMON;
    }

    @Override
    double start(double[] x, int at) {
      return x[at];
    }

    @Override
    double of(double result, double next) {
      return Math.max(result, next);
    }

    @Override
    long start(long[] x, int at) {
      return x[at];
    }

    @Override
    long of(long result, long next) {
      return Math.max(result, next);
    }

    @Override
    void run(float[] x, float[] y, int outer, int n, int inner) {
      for (int o = 0; o < outer; o++) {
        for (int j = 0; j < inner; j++) {
          int at = o * n * inner + j;
          float largest = x[at];
          for (int i = 1; i < n; i++) {
            largest = Math.max(largest, x[at + i * inner]);
          }
          y[o * inner + j] = largest;
        }
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      Tensor largest = inputs[0].eq(output).asFloats();
      return gradient.mul(largest).div(largest.sum(dim, true));
    }
  }

  /** The product. */
  static final class Prod extends Reduction {
    Prod(int dim) {
      super(dim);
    }

    @Override
    public Typing typing() {
      return Typing.COUNT;
    }

    @Override
    double start(double[] x, int at) {
      return 1;
    }

    @Override
    double of(double result, double next) {
      return result * next;
    }

    @Override
    long start(long[] x, int at) {
      return 1;
    }

    @Override
    long of(long result, long next) {
      return result * next;
    }

    @Override
    void run(float[] x, float[] y, int outer, int n, int inner) {
      for (int o = 0; o < outer; o++) {
        for (int j = 0; j < inner; j++) {
          double product = 1;
          for (int i = 0; i < n; i++) {
            product *= x[(o * n + i) * inner + j];
          }
          y[o * inner + j] = (float) product;
        }
      }
    }

    /** The product of all others: of those before times that of those behind. */
    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      Tensor before = before(inputs[0]);
      Tensor behind = before(inputs[0].flip(dim)).flip(dim);
      return before.mul(behind).mul(gradient);
    }

    private Tensor before(Tensor x) {
      int n = x.size(dim);
      if (n == 0) {
        return x;
      }
      Tensor one = Tensor.ones(x.shape().with(dim, 1));
      return Arrangement.cat(List.of(one, x.narrow(dim, 0, n - 1).cumprod(dim)), dim);
    }
  }
}
