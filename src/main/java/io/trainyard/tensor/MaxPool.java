package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.stream.IntStream;

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

  /** For each place the numbers of the elements that are seen there. */
  private int[][] seen = {};

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
    if (chosen.length < output.length()) {
      chosen = new float[output.length()];
      seen = seen(inputs[0].shape(), output.shape());
    }
    Arrays.fill(y, 0, output.length(), Float.NEGATIVE_INFINITY);
    int planes = output.size(2);
    for (int place = 0; place < seen.length; place++) {
      askAt(place);
      int to = place * planes;
      Arrays.fill(chosen, to, to + planes, seen[place][0]);
      for (int number : seen[place]) {
        Kernels.keepLarger(x, number * planes, number, y, chosen, to, planes);
      }
    }
  }

  /** The windows of few places may be large. */
  private static void askAt(int place) {
    if (place % PLACES_BETWEEN_QUESTIONS == 0) {
      Interruption.ask();
    }
  }

  private int[][] seen(Shape x, Shape y) {
    int[][] numbers = new int[y.size(0) * y.size(1)][];
    for (int p = 0; p < y.size(0); p++) {
      for (int q = 0; q < y.size(1); q++) {
        numbers[p * y.size(1) + q] = seen(x, p, q);
      }
    }
    return numbers;
  }

  private int[] seen(Shape x, int p, int q) {
    IntStream.Builder numbers = IntStream.builder();
    for (int i = rows.first(p, x.size(0)); i < rows.end(p, x.size(0)); i += rows.apart()) {
      for (int j = columns.first(q, x.size(1));
          j < columns.end(q, x.size(1));
          j += columns.apart()) {
        numbers.add(i * x.size(1) + j);
      }
    }
    return numbers.build().toArray();
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
    long down = rows.end(0, x.size(0)) - (long) rows.first(0, x.size(0));
    long across = columns.end(0, x.size(1)) - (long) columns.first(0, x.size(1));
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
      int planes = shape.size(2);
      for (int place = 0; place < seen.length; place++) {
        askAt(place);
        for (int number : seen[place]) {
          Kernels.addWhere(g, chosen, place * planes, number, y, number * planes, planes);
        }
      }
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
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Tensor.apply(new Spread(inputs[0].shape()), gradient);
    }
  }
}
