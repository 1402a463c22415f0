package io.trainyard.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the places of a two-dimensional window see, as columns: images [N, C, H, W] make [C * kernel
 * rows * kernel columns, N * places], so that a convolution is a product with its weights.
 * (Chellapilla, Puri, Simard: "High performance convolutional neural networks for document
 * processing", 2006.)
 */
abstract class Windows implements Operation {

  final Sliding rows;
  final Sliding columns;
  final PaddingMode mode;

  Windows(Sliding rows, Sliding columns, PaddingMode mode) {
    this.rows = rows;
    this.columns = columns;
    this.mode = mode;
  }

  /** Where everything lies; found once for a shape. */
  static final class Plan {
    final int images;
    final int channels;
    final int height;
    final int width;
    final int down;
    final int across;

    /** For each element of the window and each place: the row or column of the image, or -1. */
    final int[][] rowSource;

    final int[][] columnSource;

    /** For each column of the window the places whose source is within the image. */
    final int[] from;

    final int[] to;

    Plan(Shape images, Sliding rows, Sliding columns, PaddingMode mode) {
      this.images = images.size(0);
      this.channels = images.size(1);
      this.height = images.size(2);
      this.width = images.size(3);
      this.down = rows.places(height);
      this.across = columns.places(width);
      this.rowSource = sources(rows, height, down, mode);
      this.columnSource = sources(columns, width, across, mode);
      this.from = new int[columns.size()];
      this.to = new int[columns.size()];
      for (int k = 0; k < columns.size(); k++) {
        while (from[k] < across && columns.source(from[k], k) < 0) {
          from[k]++;
        }
        to[k] = from[k];
        while (to[k] < across && columns.source(to[k], k) < width) {
          to[k]++;
        }
      }
    }

    private static int[][] sources(Sliding window, int length, int places, PaddingMode mode) {
      int[][] sources = new int[window.size()][places];
      for (int k = 0; k < window.size(); k++) {
        for (int place = 0; place < places; place++) {
          sources[k][place] = mode.source(window.source(place, k), length);
        }
      }
      return sources;
    }
  }

  /** What a plan takes, found without making it. */
  final long scratch(Shape images) {
    return (long) rows.size() * rows.places(images.size(2))
        + (long) columns.size() * columns.places(images.size(3));
  }

  private @Nullable Plan plan;

  Plan plan(Shape images) {
    if (plan == null) {
      plan = new Plan(images, rows, columns, mode);
    }
    return plan;
  }

  /** Makes the columns. */
  static final class Unfold extends Windows {

    Unfold(Sliding rows, Sliding columns, PaddingMode mode) {
      super(rows, columns, mode);
    }

    @Override
    public Shape shape(Tensor... inputs) {
      Shape x = inputs[0].shape();
      mode.require(rows, x.size(2));
      mode.require(columns, x.size(3));
      long window = (long) rows.size() * columns.size();
      long places = (long) rows.places(x.size(2)) * columns.places(x.size(3));
      return Shape.of(Math.toIntExact(x.size(1) * window), Math.toIntExact(x.size(0) * places));
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      Plan plan = plan(inputs[0].shape());
      float[] x = inputs[0].array();
      float[] y = output.array();
      int to = 0;
      for (int c = 0; c < plan.channels; c++) {
        for (int i = 0; i < rows.size(); i++) {
          for (int j = 0; j < columns.size(); j++) {
            for (int n = 0; n < plan.images; n++) {
              int image = (n * plan.channels + c) * plan.height * plan.width;
              for (int place = 0; place < plan.down; place++) {
                int row = plan.rowSource[i][place];
                if (row < 0) {
                  Arrays.fill(y, to, to + plan.across, 0);
                } else {
                  copyRow(plan, j, x, image + row * plan.width, y, to);
                }
                to += plan.across;
              }
            }
          }
        }
      }
    }

    private void copyRow(Plan plan, int j, float[] x, int row, float[] y, int to) {
      int[] source = plan.columnSource[j];
      int first = plan.from[j];
      int last = plan.to[j];
      for (int place = 0; place < first; place++) {
        y[to + place] = source[place] < 0 ? 0 : x[row + source[place]];
      }
      if (columns.stride() == 1) {
        if (first < last) {
          System.arraycopy(x, row + source[first], y, to + first, last - first);
        }
      } else {
        for (int place = first; place < last; place++) {
          y[to + place] = x[row + source[place]];
        }
      }
      for (int place = last; place < plan.across; place++) {
        y[to + place] = source[place] < 0 ? 0 : x[row + source[place]];
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Tensor.apply(new Fold(rows, columns, mode, inputs[0].shape()), gradient);
    }

    @Override
    public long scratch(Tensor... inputs) {
      return scratch(inputs[0].shape());
    }
  }

  /** Adds columns up at the elements that they were made of; the counterpart of {@link Unfold}. */
  static final class Fold extends Windows {

    private final Shape images;

    Fold(Sliding rows, Sliding columns, PaddingMode mode, Shape images) {
      super(rows, columns, mode);
      this.images = images;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return images;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      Plan plan = plan(images);
      float[] x = inputs[0].array();
      float[] y = output.array();
      Arrays.fill(y, 0, output.length(), 0);
      int from = 0;
      for (int c = 0; c < plan.channels; c++) {
        for (int i = 0; i < rows.size(); i++) {
          for (int j = 0; j < columns.size(); j++) {
            for (int n = 0; n < plan.images; n++) {
              int image = (n * plan.channels + c) * plan.height * plan.width;
              for (int place = 0; place < plan.down; place++) {
                int row = plan.rowSource[i][place];
                if (row >= 0) {
                  addRow(plan, j, x, from, y, image + row * plan.width);
                }
                from += plan.across;
              }
            }
          }
        }
      }
    }

    private void addRow(Plan plan, int j, float[] x, int from, float[] y, int row) {
      int[] source = plan.columnSource[j];
      int first = plan.from[j];
      int last = plan.to[j];
      addEdge(source, 0, first, x, from, y, row);
      if (columns.stride() == 1 && first < last) {
        int shift = row + source[first] - first;
        for (int place = first; place < last; place++) {
          y[shift + place] += x[from + place];
        }
      } else {
        addEdge(source, first, last, x, from, y, row);
      }
      addEdge(source, last, plan.across, x, from, y, row);
    }

    private static void addEdge(
        int[] source, int first, int last, float[] x, int from, float[] y, int row) {
      for (int place = first; place < last; place++) {
        if (source[place] >= 0) {
          y[row + source[place]] += x[from + place];
        }
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Tensor.apply(new Unfold(rows, columns, mode), gradient);
    }

    @Override
    public long scratch(Tensor... inputs) {
      return scratch(images);
    }

    @Override
    public long cost(Tensor[] inputs, Tensor output) {
      return inputs[0].numel();
    }
  }
}
