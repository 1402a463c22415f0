package io.trainyard.tensor;

import java.util.Arrays;

/**
 * The largest element at each place of a window over the last two dimensions. Where several are
 * largest, the first gets the gradient.
 */
final class MaxPool implements Operation {

  private final Sliding rows;
  private final Sliding columns;
  private final boolean ceil;
  private int[] chosen = {};

  MaxPool(Sliding rows, Sliding columns, boolean ceil) {
    this.rows = rows;
    this.columns = columns;
    this.ceil = ceil;
  }

  @Override
  public Shape shape(Tensor... inputs) {
    Shape x = inputs[0].shape();
    int down = ceil ? rows.placesCovering(x.size(-2)) : rows.places(x.size(-2));
    int across = ceil ? columns.placesCovering(x.size(-1)) : columns.places(x.size(-1));
    return x.with(-2, down).with(-1, across);
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
    int top = first(rows.source(p, 0), rows.dilation());
    int left = first(columns.source(q, 0), columns.dilation());
    int bottom = Math.min(height, rows.source(p, rows.size()));
    int right = Math.min(width, columns.source(q, columns.size()));
    int largest = base + top * width + left;
    float value = Float.NEGATIVE_INFINITY;
    for (int i = top; i < bottom; i += rows.dilation()) {
      for (int j = left; j < right; j += columns.dilation()) {
        int at = base + i * width + j;
        if (x[at] > value || Float.isNaN(x[at])) {
          value = x[at];
          largest = at;
        }
      }
    }
    return largest;
  }

  /** The first element that is not padding. */
  private static int first(int source, int dilation) {
    return source >= 0 ? source : source + (-source + dilation - 1) / dilation * dilation;
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
    return output.numel() * rows.size() * columns.size();
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
