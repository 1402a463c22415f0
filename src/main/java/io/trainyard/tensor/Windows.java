package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Kernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the places of a two-dimensional window see, as columns: images [C, H, W, N] make [C * kernel
 * rows * kernel columns, places * N], so that a convolution is a product with its weights.
 * (Chellapilla, Puri, Simard: "High performance convolutional neural networks for document
 * processing", 2006.) The number of the image comes last, so that also small images are moved in
 * long runs.
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

    Plan(Shape images, Sliding rows, Sliding columns, PaddingMode mode) {
      this.channels = images.size(0);
      this.height = images.size(1);
      this.width = images.size(2);
      this.images = images.size(3);
      this.down = rows.places(height);
      this.across = columns.places(width);
      this.rowSource = sources(rows, height, down, mode);
      this.columnSource = sources(columns, width, across, mode);
    }

    /** How many places from one on have sources that follow each other, or have none. */
    int run(int j, int place) {
      int[] source = columnSource[j];
      int end = place + 1;
      int step = source[place] < 0 ? 0 : 1;
      while (end < across && source[end] == source[place] + step * (end - place)) {
        end++;
      }
      return end - place;
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
    return Saturated.sum(
        Saturated.product(rows.size(), rows.places(images.size(1))),
        Saturated.product(columns.size(), columns.places(images.size(2))));
  }

  private @Nullable Plan plan;

  @Override
  public void release() {
    plan = null;
  }

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
      mode.require(rows, x.size(1));
      mode.require(columns, x.size(2));
      long window = (long) rows.size() * columns.size();
      long places = (long) rows.places(x.size(1)) * columns.places(x.size(2));
      return Shape.of(Math.toIntExact(x.size(0) * window), Math.toIntExact(places * x.size(3)));
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      Plan plan = plan(inputs[0].shape());
      float[] x = inputs[0].array();
      float[] y = output.array();
      int n = plan.images;
      int to = 0;
      for (int c = 0; c < plan.channels; c++) {
        for (int i = 0; i < rows.size(); i++) {
          for (int j = 0; j < columns.size(); j++) {
            for (int place = 0; place < plan.down; place++) {
              int row = plan.rowSource[i][place];
              if (row < 0) {
                Arrays.fill(y, to, to + plan.across * n, 0);
              } else {
                copyRow(plan, j, x, (c * plan.height + row) * plan.width, y, to);
              }
              to += plan.across * n;
            }
          }
        }
      }
    }

    private void copyRow(Plan plan, int j, float[] x, int row, float[] y, int to) {
      int[] source = plan.columnSource[j];
      int n = plan.images;
      for (int place = 0; place < plan.across; ) {
        int run = plan.run(j, place);
        if (source[place] < 0) {
          Arrays.fill(y, to + place * n, to + (place + run) * n, 0);
        } else {
          System.arraycopy(x, (row + source[place]) * n, y, to + place * n, run * n);
        }
        place += run;
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
      int n = plan.images;
      int from = 0;
      for (int c = 0; c < plan.channels; c++) {
        for (int i = 0; i < rows.size(); i++) {
          for (int j = 0; j < columns.size(); j++) {
            for (int place = 0; place < plan.down; place++) {
              int row = plan.rowSource[i][place];
              if (row >= 0) {
                addRow(plan, j, x, from, y, (c * plan.height + row) * plan.width);
              }
              from += plan.across * n;
            }
          }
        }
      }
    }

    private void addRow(Plan plan, int j, float[] x, int from, float[] y, int row) {
      int[] source = plan.columnSource[j];
      int n = plan.images;
      for (int place = 0; place < plan.across; ) {
        int run = plan.run(j, place);
        if (source[place] >= 0) {
          Kernels.add(x, from + place * n, y, (row + source[place]) * n, run * n);
        }
        place += run;
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
