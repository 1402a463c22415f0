package io.trainyard.tensor;

import java.util.Arrays;

/**
 * The largest element at each place of a window over the last two dimensions. Where several are
 * largest, the first gets the gradient.
 */
final class MaxPool implements Operation {

  /** How one dimension is divided: which elements are seen at each place. */
  private interface Division {

    /** How many places there are. */
    int places(int length);

    /** The first element that is seen at a place. */
    int first(int place, int length);

    /** What is beyond the last element that is seen there. */
    int end(int place, int length);

    /** How far the elements that are seen are apart. */
    int apart();
  }

  /** What a window sees at its places. */
  private record Window(Sliding window, boolean ceil) implements Division {

    @Override
    public int places(int length) {
      return ceil ? window.placesCovering(length) : window.places(length);
    }

    @Override
    public int first(int place, int length) {
      int source = window.source(place, 0);
      int apart = window.dilation();
      return source >= 0 ? source : source + (-source + apart - 1) / apart * apart;
    }

    @Override
    public int end(int place, int length) {
      return Math.min(length, window.source(place, window.size()));
    }

    @Override
    public int apart() {
      return window.dilation();
    }
  }

  /** Parts that are as equal as can be. */
  private record Parts(int count) implements Division {

    @Override
    public int places(int length) {
      return count;
    }

    @Override
    public int first(int place, int length) {
      return Math.toIntExact((long) place * length / count);
    }

    @Override
    public int end(int place, int length) {
      return Math.toIntExact(((place + 1L) * length + count - 1) / count);
    }

    @Override
    public int apart() {
      return 1;
    }
  }

  private final Division rows;
  private final Division columns;
  private int[] chosen = {};

  private MaxPool(Division rows, Division columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * The largest of what a sliding window sees.
   *
   * @param ceil whether a last window that only partly fits counts
   */
  static MaxPool sliding(Sliding rows, Sliding columns, boolean ceil) {
    return new MaxPool(new Window(rows, ceil), new Window(columns, ceil));
  }

  /** The largest of as many parts as are wanted, of sizes as equal as can be. */
  static MaxPool adaptive(int down, int across) {
    return new MaxPool(new Parts(down), new Parts(across));
  }

  @Override
  public Shape shape(Tensor... inputs) {
    Shape x = inputs[0].shape();
    return x.with(-2, rows.places(x.size(-2))).with(-1, columns.places(x.size(-1)));
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    float[] x = inputs[0].array();
    float[] y = output.array();
    int height = inputs[0].size(-2);
    int width = inputs[0].size(-1);
    int down = output.size(-2);
    int across = output.size(-1);
    if (chosen.length < output.length()) {
      chosen = new int[output.length()];
    }
    int planes = output.length() / (down * across);
    int at = 0;
    for (int plane = 0; plane < planes; plane++) {
      int base = plane * height * width;
      for (int p = 0; p < down; p++) {
        for (int q = 0; q < across; q++) {
          int largest = largest(x, base, height, width, p, q);
          chosen[at] = largest;
          y[at++] = x[largest];
        }
      }
    }
  }

  private int largest(float[] x, int base, int height, int width, int p, int q) {
    int top = rows.first(p, height);
    int left = columns.first(q, width);
    int bottom = rows.end(p, height);
    int right = columns.end(q, width);
    int largest = base + top * width + left;
    float value = Float.NEGATIVE_INFINITY;
    for (int i = top; i < bottom; i += rows.apart()) {
      for (int j = left; j < right; j += columns.apart()) {
        int at = base + i * width + j;
        if (x[at] > value || Float.isNaN(x[at])) {
          value = x[at];
          largest = at;
        }
      }
    }
    return largest;
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return Tensor.apply(new Spread(inputs[0].shape()), gradient);
  }

  @Override
  public long scratch(Tensor... inputs) {
    return shape(inputs).numel();
  }

  @Override
  public long cost(Tensor[] inputs, Tensor output) {
    Shape x = inputs[0].shape();
    long down = rows.end(0, x.size(-2)) - (long) rows.first(0, x.size(-2));
    long across = columns.end(0, x.size(-1)) - (long) columns.first(0, x.size(-1));
    return output.numel() * down * across;
  }

  /** Adds each element to the one that was largest. */
  private final class Spread implements Operation {

    private final Shape shape;

    Spread(Shape shape) {
      this.shape = shape;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return shape;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      float[] g = inputs[0].array();
      float[] y = output.array();
      Arrays.fill(y, 0, output.length(), 0);
      for (int i = 0; i < inputs[0].length(); i++) {
        y[chosen[i]] += g[i];
      }
    }
  }
}
