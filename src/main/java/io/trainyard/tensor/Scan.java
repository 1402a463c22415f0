package io.trainyard.tensor;

/** Operations whose elements grow out of all those before them along a dimension. */
abstract class Scan implements Operation {

  final int dim;

  Scan(int dim) {
    this.dim = dim;
  }

  @Override
  public Shape shape(Tensor... inputs) {
    inputs[0].shape().normalized(dim);
    return inputs[0].shape();
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    Shape shape = output.shape();
    int at = shape.normalized(dim);
    int n = shape.size(at);
    int inner = shape.span(at + 1, shape.rank());
    for (int o = 0; o < shape.span(0, at); o++) {
      for (int j = 0; j < inner; j++) {
        int from = o * n * inner + j;
        switch (output.dtype().held()) {
          case FLOATS -> run(inputs, output.array(), from, n, inner);
          case WHOLES -> run(inputs[0].wholes(), output.wholes(), from, n, inner);
          case DOUBLES -> run(inputs[0].doubles(), output.doubles(), from, n, inner);
        }
      }
    }
  }

  @Override
  public Typing typing() {
    return Typing.COUNT;
  }

  /** Computes the {@code n} elements from a place on that are so far apart. */
  abstract void run(Tensor[] inputs, float[] y, int from, int n, int step);

  private void run(long[] x, long[] y, int from, int n, int step) {
    for (int i = 0, at = from; i < n; i++, at += step) {
      y[at] = i == 0 ? x[at] : of(y[at - step], x[at]);
    }
  }

  private void run(double[] x, double[] y, int from, int n, int step) {
    for (int i = 0, at = from; i < n; i++, at += step) {
      y[at] = i == 0 ? x[at] : of(y[at - step], x[at]);
    }
  }

  /** A result so far together with one more double. */
  double of(double result, double next) {
    throw new IllegalStateException("\"" + name() + "\" not implemented for 'Double'");
  }

  /** A result so far together with one more whole number. */
  abstract long of(long result, long next);

  /** The sum of all elements so far. */
  static final class Cumsum extends Scan {
    Cumsum(int dim) {
      super(dim);
    }

    @Override
    double of(double result, double next) {
      return result + next;
    }

    @Override
    long of(long result, long next) {
      return result + next;
    }

    @Override
    void run(Tensor[] inputs, float[] y, int from, int n, int step) {
      float[] x = inputs[0].array();
      double sum = 0;
      for (int i = 0, at = from; i < n; i++, at += step) {
        sum += x[at];
        y[at] = (float) sum;
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient.flip(dim).cumsum(dim).flip(dim);
    }
  }

  /** The product of all elements so far. */
  static final class Cumprod extends Scan {
    Cumprod(int dim) {
      super(dim);
    }

    @Override
    double of(double result, double next) {
      return result * next;
    }

    @Override
    long of(long result, long next) {
      return result * next;
    }

    @Override
    void run(Tensor[] inputs, float[] y, int from, int n, int step) {
      float[] x = inputs[0].array();
      double product = 1;
      for (int i = 0, at = from; i < n; i++, at += step) {
        product *= x[at];
        y[at] = (float) product;
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Execution.isGradEnabled() || output.dtype() == DType.FLOAT64
          ? composed(gradient, inputs[0])
          : Tensor.apply(new CumprodGradient(dim), gradient, inputs[0]);
    }

    /**
     * What {@link CumprodGradient} computes, of parts that have gradients themselves: for each
     * element a row of products in which a 1 stands in its place.
     */
    private Tensor composed(Tensor gradient, Tensor x) {
      Tensor ones = Tensor.ones(Shape.of(x.size(dim), x.size(dim)));
      Tensor isItself = Arrangement.triu(Arrangement.tril(ones, 0), 0);
      Tensor row = x.transpose(dim, -1).unsqueeze(-2);
      Tensor others = Tensor.where(isItself, Tensor.scalar(1), row).cumprod(-1);
      Tensor g = gradient.transpose(dim, -1).unsqueeze(-2);
      return Arrangement.triu(others, 0).mul(g).sum(-1, false).transpose(dim, -1);
    }
  }

  /**
   * For each element the products without it, times the gradients, for a pass without a graph. A 0
   * ends what those before it take part in, and nothing behind it matters.
   */
  private static final class CumprodGradient extends Scan {
    CumprodGradient(int dim) {
      super(dim);
    }

    @Override
    long of(long result, long next) {
      throw new IllegalStateException("no gradient flows through whole numbers");
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }

    @Override
    void run(Tensor[] inputs, float[] y, int from, int n, int step) {
      float[] g = inputs[0].array();
      float[] x = inputs[1].array();
      int zero = 0;
      double product = 1;
      while (zero < n && x[from + zero * step] != 0) {
        product *= x[from + zero * step];
        zero++;
      }
      for (int k = zero; k < n; k++) {
        y[from + k * step] = 0;
      }
      if (zero < n) {
        double others = product;
        double sum = g[from + zero * step] * others;
        for (int i = zero + 1; i < n && others != 0; i++) {
          others *= x[from + i * step];
          sum += g[from + i * step] * others;
        }
        y[from + zero * step] = (float) sum;
      }
      double sum = 0;
      for (int k = zero - 1; k >= 0; k--) {
        sum += g[from + k * step] * product;
        product /= x[from + k * step];
        y[from + k * step] = (float) (sum / x[from + k * step]);
      }
    }
  }
}
