package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Kernels;
import java.util.Arrays;

/**
 * The largest element at each place of a window over the first two dimensions of [H, W, planes].
 * Where several are largest, the first gets the gradient.
 */
final class MaxPool implements Operation {

  private static final int PLACES_BETWEEN_QUESTIONS = 16;

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

  /** For each element of the output the number of the one, H by W, that was largest. */
  private float[] chosen = {};

  /** What is seen at the places, by row and by column; kept, so that a step allocates nothing. */
  private Seen down = Seen.NOTHING;

  private Seen across = Seen.NOTHING;

  /** Where the elements of a dimension begin and end that are seen at each of its places. */
  private record Seen(int[] first, int[] end, int apart) {
    private static final Seen NOTHING = new Seen(new int[0], new int[0], 1);

    static Seen of(Division division, int length, int places) {
      var seen = new Seen(new int[places], new int[places], division.apart());
      for (int place = 0; place < places; place++) {
        seen.first[place] = division.first(place, length);
        seen.end[place] = division.end(place, length);
      }
      return seen;
    }
  }

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
    return x.with(0, rows.places(x.size(0))).with(1, columns.places(x.size(1)));
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    float[] x = inputs[0].array();
    float[] y = output.array();
    Shape shape = inputs[0].shape();
    if (chosen.length < output.length()) {
      chosen = new float[output.length()];
    }
    if (down.first.length < output.size(0) || across.first.length < output.size(1)) {
      down = Seen.of(rows, shape.size(0), output.size(0));
      across = Seen.of(columns, shape.size(1), output.size(1));
    }
    Arrays.fill(y, 0, output.length(), Float.NEGATIVE_INFINITY);
    int width = shape.size(1);
    int planes = output.size(2);
    int to = 0;
    for (int p = 0; p < output.size(0); p++) {
      for (int q = 0; q < output.size(1); q++, to += planes) {
        askAt(q);
        Arrays.fill(chosen, to, to + planes, down.first[p] * width + across.first[q]);
        for (int i = down.first[p]; i < down.end[p]; i += down.apart) {
          for (int j = across.first[q]; j < across.end[q]; j += across.apart) {
            int number = i * width + j;
            Kernels.keepLarger(x, number * planes, number, y, chosen, to, planes);
          }
        }
      }
    }
  }

  /** The windows of few places may be large. */
  private static void askAt(int place) {
    if (place % PLACES_BETWEEN_QUESTIONS == 0) {
      Interruption.ask();
    }
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return Tensor.apply(new Spread(inputs[0].shape()), gradient);
  }

  @Override
  public long scratch(Tensor... inputs) {
    return retained(inputs);
  }

  @Override
  public long retained(Tensor... inputs) {
    Shape made = shape(inputs);
    return Saturated.sum(made.numel(), 2L * made.size(0) + 2L * made.size(1));
  }

  @Override
  public long cost(Tensor[] inputs, Tensor output) {
    Shape x = inputs[0].shape();
    long down = rows.end(0, x.size(0)) - (long) rows.first(0, x.size(0));
    long across = columns.end(0, x.size(1)) - (long) columns.first(0, x.size(1));
    Shape y = output.shape();
    return Saturated.product(y.size(0), y.size(1), Math.max(1, y.size(2)), down, across);
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
      int planes = shape.size(2);
      int width = shape.size(1);
      int from = 0;
      for (int p = 0; p < inputs[0].size(0); p++) {
        for (int q = 0; q < inputs[0].size(1); q++, from += planes) {
          askAt(q);
          for (int i = down.first[p]; i < down.end[p]; i += down.apart) {
            for (int j = across.first[q]; j < across.end[q]; j += across.apart) {
              int number = i * width + j;
              Kernels.addWhere(g, chosen, from, number, y, number * planes, planes);
            }
          }
        }
      }
    }

    @Override
    public long cost(Tensor[] inputs, Tensor output) {
      return MaxPool.this.cost(new Tensor[] {output}, inputs[0]);
    }

    @Override
    public long retained(Tensor... inputs) {
      return inputs[0].numel();
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Tensor.apply(new Pick(inputs[0].shape()), gradient);
    }
  }

  /** The elements that were largest, of another tensor; the counterpart of {@link Spread}. */
  private final class Pick implements Operation {

    private final Shape shape;

    Pick(Shape shape) {
      this.shape = shape;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return shape;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      float[] x = inputs[0].array();
      float[] y = output.array();
      int planes = shape.size(2);
      for (int i = 0; i < output.length(); i++) {
        int number = (int) chosen[i];
        y[i] = x[number * planes + i % planes];
      }
    }

    @Override
    public long retained(Tensor... inputs) {
      return shape.numel();
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Tensor.apply(new Spread(inputs[0].shape()), gradient);
    }
  }
}
