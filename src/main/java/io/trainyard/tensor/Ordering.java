package io.trainyard.tensor;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Operations that ask where elements stand in an order along a dimension. Their outputs are numbers
 * of places, through which no gradient flows. NaN counts as larger than everything.
 */
abstract class Ordering implements Operation {

  final int dim;

  Ordering(int dim) {
    this.dim = dim;
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    Shape shape = inputs[0].shape();
    int at = shape.normalized(dim);
    int n = shape.size(at);
    int inner = shape.span(at + 1, shape.rank());
    int m = output.shape().size(at);
    for (int o = 0; o < shape.span(0, at); o++) {
      for (int j = 0; j < inner; j++) {
        int from = o * n * inner + j;
        int to = o * m * inner + j;
        switch (inputs[0].dtype().held()) {
          case FLOATS -> run(inputs[0].array(), from, n, output.wholes(), to, inner);
          case WHOLES -> run(inputs[0].wholes(), from, n, output.wholes(), to, inner);
          case DOUBLES -> run(inputs[0].doubles(), from, n, output.wholes(), to, inner);
        }
      }
    }
  }

  /** Reads {@code n} elements of {@code x} and writes to {@code y}; all stand a step apart. */
  abstract void run(float[] x, int from, int n, long[] y, int to, int step);

  /** The same for doubles. */
  abstract void run(double[] x, int from, int n, long[] y, int to, int step);

  /** The same for whole numbers. */
  abstract void run(long[] x, int from, int n, long[] y, int to, int step);

  @Override
  public Typing typing() {
    return Typing.PLACES;
  }

  /** The place of the first of the largest elements; the dimension stays, with size 1. */
  static final class Argmax extends Ordering {
    Argmax(int dim) {
      super(dim);
    }

    @Override
    public Shape shape(Tensor... inputs) {
      if (inputs[0].size(dim) == 0) {
        throw new ShapeException(
            "argmax(): Expected reduction dim "
                + dim
                + " to have non-zero size, got the shape "
                + inputs[0].shape());
      }
      return inputs[0].shape().with(dim, 1);
    }

    @Override
    void run(double[] x, int from, int n, long[] y, int to, int step) {
      int largest = 0;
      for (int i = 1; i < n; i++) {
        double best = x[from + largest * step];
        double value = x[from + i * step];
        if (value > best || (Double.isNaN(value) && !Double.isNaN(best))) {
          largest = i;
        }
      }
      y[to] = largest;
    }

    @Override
    void run(long[] x, int from, int n, long[] y, int to, int step) {
      int largest = 0;
      for (int i = 1; i < n; i++) {
        largest = x[from + i * step] > x[from + largest * step] ? i : largest;
      }
      y[to] = largest;
    }

    @Override
    void run(float[] x, int from, int n, long[] y, int to, int step) {
      int largest = 0;
      for (int i = 1; i < n; i++) {
        float best = x[from + largest * step];
        float value = x[from + i * step];
        if (value > best || (Float.isNaN(value) && !Float.isNaN(best))) {
          largest = i;
        }
      }
      y[to] = largest;
    }

    @Override
    public long cost(Tensor[] inputs, Tensor output) {
      return inputs[0].numel();
    }
  }

  /** The places of the elements in order; equal ones keep theirs. */
  static final class Argsort extends Ordering {
    private final boolean descending;
    private long[] keys = {};

    Argsort(int dim, boolean descending) {
      super(dim);
      this.descending = descending;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      inputs[0].shape().normalized(dim);
      return inputs[0].shape();
    }

    @Override
    void run(double[] x, int from, int n, long[] y, int to, int step) {
      sort(Comparator.comparingDouble(i -> x[from + i * step] + 0.0), n, y, to, step);
    }

    private void sort(Comparator<Integer> order, int n, long[] y, int to, int step) {
      Integer[] places = new Integer[n];
      Arrays.setAll(places, i -> i);
      Arrays.sort(places, descending ? order.reversed() : order);
      for (int i = 0; i < n; i++) {
        y[to + i * step] = places[i];
      }
    }

    @Override
    void run(long[] x, int from, int n, long[] y, int to, int step) {
      sort(Comparator.comparingLong(i -> x[from + i * step]), n, y, to, step);
    }

    @Override
    void run(float[] x, int from, int n, long[] y, int to, int step) {
      if (keys.length != n) {
        keys = new long[n];
      }
      for (int i = 0; i < n; i++) {
        int rank = rank(x[from + i * step]);
        keys[i] = (long) (descending ? ~rank : rank) << 32 | i;
      }
      Arrays.sort(keys);
      for (int i = 0; i < n; i++) {
        y[to + i * step] = (int) keys[i];
      }
    }

    /** A whole number that is larger for larger floats, and the same for both zeros. */
    private static int rank(float value) {
      int bits = Float.floatToIntBits(value == 0 ? 0 : value);
      return bits < 0 ? Integer.MIN_VALUE - bits : bits;
    }

    @Override
    public void release() {
      keys = new long[0];
    }

    @Override
    public long scratch(Tensor... inputs) {
      return 2L * inputs[0].size(dim);
    }

    @Override
    public long cost(Tensor[] inputs, Tensor output) {
      return Saturated.product(output.numel(), 64 - Long.numberOfLeadingZeros(inputs[0].size(dim)));
    }
  }
}
