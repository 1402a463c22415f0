package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Cascade;
import io.trainyard.tensor.kernel.Kernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The mean of each of the bins that the first two dimensions of [H, W, planes] are divided into.
 */
final class AveragePool implements Operation {

  /**
   * How one dimension is divided: bin i holds the elements from {@code start[i]} to before {@code
   * end[i]}, and its sum is divided by {@code size[i]}.
   */
  private record Bins(int[] start, int[] end, int[] size) {

    /** How many elements a bin holds. */
    long count(int i) {
      return Math.max(0, end[i] - start[i]);
    }

    static Bins of(int count) {
      return new Bins(new int[count], new int[count], new int[count]);
    }
  }

  /** How many bins so many elements are divided into, and which. */
  private interface Division {
    int count(int length);

    /** The most elements of a bin. */
    int seen(int length);

    Bins bins(int length);
  }

  /** What a window sees at its places. */
  private record Places(Sliding window, boolean ceil, boolean countPadding) implements Division {

    @Override
    public int count(int length) {
      return ceil ? window.placesCovering(length) : window.places(length);
    }

    @Override
    public int seen(int length) {
      return Math.min(window.size(), length);
    }

    @Override
    public Bins bins(int length) {
      Bins bins = Bins.of(count(length));
      for (int i = 0; i < bins.start.length; i++) {
        int from = window.source(i, 0);
        int to = Math.min(from + window.size(), length + window.after());
        bins.start[i] = Math.max(from, 0);
        bins.end[i] = Math.min(to, length);
        bins.size[i] = countPadding ? to - from : bins.end[i] - bins.start[i];
      }
      return bins;
    }
  }

  /** Parts that are as equal as can be. */
  private record Parts(int count) implements Division {

    @Override
    public int count(int length) {
      return count;
    }

    @Override
    public int seen(int length) {
      return Math.min(length, length / count + 2);
    }

    @Override
    public Bins bins(int length) {
      Bins bins = Bins.of(count);
      for (int i = 0; i < count; i++) {
        bins.start[i] = Math.toIntExact((long) i * length / count);
        bins.end[i] = Math.toIntExact(((i + 1L) * length + count - 1) / count);
        bins.size[i] = bins.end[i] - bins.start[i];
      }
      return bins;
    }
  }

  private final Division rows;
  private final Division columns;
  private final @Nullable Integer divisor;
  private final Cascade cascade = new Cascade();
  private @Nullable Bins vertical;
  private @Nullable Bins horizontal;

  private AveragePool(Division rows, Division columns, @Nullable Integer divisor) {
    this.rows = rows;
    this.columns = columns;
    this.divisor = divisor;
  }

  /**
   * The means of what a sliding window sees.
   *
   * @param ceil whether a last window that only partly fits counts
   * @param countPadding whether padding counts as zeros, or not at all
   * @param divisor divides every sum instead of the number of elements
   */
  static AveragePool sliding(
      Sliding rows,
      Sliding columns,
      boolean ceil,
      boolean countPadding,
      @Nullable Integer divisor) {
    return new AveragePool(
        new Places(rows, ceil, countPadding), new Places(columns, ceil, countPadding), divisor);
  }

  /** The means of as many bins as are wanted, of sizes as equal as can be. */
  static AveragePool adaptive(int down, int across) {
    return new AveragePool(new Parts(down), new Parts(across), null);
  }

  @Override
  public String name() {
    return "AvgPool2D";
  }

  @Override
  public Shape shape(Tensor... inputs) {
    Shape x = inputs[0].shape();
    return x.with(0, rows.count(x.size(0))).with(1, columns.count(x.size(1)));
  }

  private Bins vertical(Shape x) {
    if (vertical == null) {
      vertical = rows.bins(x.size(0));
    }
    return vertical;
  }

  private Bins horizontal(Shape x) {
    if (horizontal == null) {
      horizontal = columns.bins(x.size(1));
    }
    return horizontal;
  }

  private float divisor(Bins down, int p, Bins across, int q) {
    return divisor == null ? (float) down.size[p] * across.size[q] : divisor;
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    Bins down = vertical(inputs[0].shape());
    Bins across = horizontal(inputs[0].shape());
    int width = inputs[0].size(1);
    int planes = inputs[0].size(2);
    float[] x = inputs[0].array();
    float[] y = output.array();
    Arrays.fill(y, 0, output.length(), 0);
    int to = 0;
    for (int p = 0; p < down.start.length; p++) {
      Interruption.ask();
      for (int q = 0; q < across.start.length; q++) {
        addUp(x, width, planes, down, p, across, q, y, to);
        float divisor = divisor(down, p, across, q);
        for (int k = to; k < to + planes; k++) {
          y[k] /= divisor;
        }
        to += planes;
      }
    }
  }

  /** The sum of one bin. */
  private void addUp(
      float[] x, int width, int planes, Bins down, int p, Bins across, int q, float[] y, int to) {
    boolean isLong = down.count(p) * across.count(q) > Cascade.CHAIN;
    if (isLong) {
      cascade.begin(planes);
    }
    int chain = 0;
    for (int i = down.start[p]; i < down.end[p]; i++) {
      for (int j = across.start[q]; j < across.end[q]; j++) {
        if (chain++ == Cascade.CHAIN) {
          cascade.carry(0, y, to, planes);
          chain = 1;
        }
        Kernels.add(x, (i * width + j) * planes, y, to, planes);
      }
    }
    if (isLong) {
      cascade.end(0, y, to, planes);
    }
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return Tensor.apply(new Spread(inputs[0].shape()), gradient);
  }

  @Override
  public long cost(Tensor[] inputs, Tensor output) {
    return cost(inputs[0].shape(), output.shape());
  }

  /** How often an element is added, at least once for each bin. */
  private long cost(Shape x, Shape y) {
    long bins = Saturated.product(y.size(0), y.size(1));
    long seen =
        Saturated.product(rows.seen(x.size(0)), columns.seen(x.size(1)), Math.max(1, y.size(2)));
    return Saturated.product(bins, Math.max(1, seen));
  }

  @Override
  public long scratch(Tensor... inputs) {
    Shape x = inputs[0].shape();
    Shape made = shape(inputs);
    long sums = x.span(0, 2) > Cascade.CHAIN ? Cascade.scratch(x.size(2)) : 0;
    return sums + 3L * made.size(0) + 3L * made.size(1);
  }

  @Override
  public void release() {
    vertical = null;
    horizontal = null;
    cascade.release();
  }

  /** Gives each element of a bin its share. */
  private final class Spread implements Operation {

    private final Shape shape;
    private float[] share = {};

    Spread(Shape shape) {
      this.shape = shape;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return shape;
    }

    @Override
    public long scratch(Tensor... inputs) {
      return shape.size(2) + 3L * inputs[0].size(0) + 3L * inputs[0].size(1);
    }

    @Override
    public long cost(Tensor[] inputs, Tensor output) {
      return AveragePool.this.cost(shape, inputs[0].shape());
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      Bins down = vertical(shape);
      Bins across = horizontal(shape);
      int width = shape.size(1);
      int planes = shape.size(2);
      float[] g = inputs[0].array();
      float[] y = output.array();
      Arrays.fill(y, 0, output.length(), 0);
      if (share.length < planes) {
        share = new float[planes];
      }
      int from = 0;
      for (int p = 0; p < down.start.length; p++) {
        Interruption.ask();
        for (int q = 0; q < across.start.length; q++) {
          float divisor = divisor(down, p, across, q);
          for (int k = 0; k < planes; k++) {
            share[k] = g[from + k] / divisor;
          }
          from += planes;
          for (int i = down.start[p]; i < down.end[p]; i++) {
            for (int j = across.start[q]; j < across.end[q]; j++) {
              Kernels.add(share, 0, y, (i * width + j) * planes, planes);
            }
          }
        }
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Tensor.apply(new AveragePool(rows, columns, divisor), gradient);
    }
  }
}
