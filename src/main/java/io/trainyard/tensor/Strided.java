package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Elements of the input picked at even distances: the element at {@code [i, j, ...]} of the output
 * is the one at {@code offset + i * strides[0] + j * strides[1] + ...} of the input. Permuted,
 * flipped, stepped through or taken from a diagonal: all are this.
 */
final class Strided implements Operation {

  private final String name;
  private final Shape shape;
  private final int offset;
  private final int[] strides;

  /**
   * Prepares a choice of elements.
   *
   * @param name PyTorch's name for it
   * @param shape of the output
   * @param offset the place of the first element
   * @param strides for each dimension of the output, how far its neighbours are apart
   */
  Strided(String name, Shape shape, int offset, int... strides) {
    this.name = name;
    this.shape = shape;
    this.offset = offset;
    this.strides = strides;
  }

  /** How far the neighbours of each dimension are apart in a tensor that lies row by row. */
  static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    for (int dim = 0; dim < strides.length; dim++) {
      strides[dim] = shape.span(dim + 1, shape.rank());
    }
    return strides;
  }

  @Override
  public boolean savesNothing() {
    return true;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape shape(Tensor... inputs) {
    return shape;
  }

  @Override
  public Typing typing() {
    return Typing.FIRST;
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    Storage x = inputs[0].storage();
    Storage y = output.storage();
    int n = rowLength();
    int step = rowStride();
    int[] index = new int[strides.length];
    int from = offset;
    for (int to = 0; to < output.length(); to += n) {
      x.pick(from, step, y, to, n);
      from = next(index, from);
    }
  }

  private int rowLength() {
    return strides.length == 0 ? 1 : shape.size(-1);
  }

  private int rowStride() {
    return strides.length == 0 ? 1 : strides[strides.length - 1];
  }

  /** Where the row after that of an index begins. */
  private int next(int[] index, int from) {
    int at = from;
    for (int dim = index.length - 2; dim >= 0; dim--) {
      at += strides[dim];
      if (++index[dim] < shape.size(dim)) {
        return at;
      }
      at -= strides[dim] * index[dim];
      index[dim] = 0;
    }
    return at;
  }

  @Override
  public @Nullable Lattice shown(Lattice input) {
    return input.picked(shape, offset, strides);
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return Tensor.apply(new Spread(inputs[0].shape()), gradient);
  }

  /** Adds elements up at the places that they were picked from. */
  private final class Spread implements Operation {

    private final Shape whole;

    Spread(Shape whole) {
      this.whole = whole;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return whole;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      Storage x = inputs[0].storage();
      Storage y = output.storage();
      y.clear();
      int n = rowLength();
      int step = rowStride();
      int[] index = new int[strides.length];
      int to = offset;
      for (int from = 0; from < inputs[0].length(); from += n) {
        if (y.held() == DType.Held.FLOATS) {
          add(x.array(), from, y.array(), to, n, step);
        } else {
          for (int i = 0; i < n; i++) {
            y.add(to + i * step, x.number(from + i));
          }
        }
        to = next(index, to);
      }
    }

    private static void add(float[] x, int from, float[] y, int to, int n, int step) {
      for (int i = 0; i < n; i++) {
        y[to + i * step] += x[from + i];
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Tensor.apply(new Strided(name, shape, offset, strides), gradient);
    }
  }

  /** The first input with the elements of the second at the places that would be picked. */
  static final class Paste implements Operation {

    private final Strided places;

    Paste(Shape part, int offset, int... strides) {
      places = new Strided("AsStrided", part, offset, strides);
    }

    @Override
    public String name() {
      return "CopySlices";
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return inputs[0].shape();
    }

    @Override
    public Typing typing() {
      return Typing.FIRST;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      Storage part = inputs[1].storage();
      Storage whole = output.storage();
      inputs[0].storage().copy(0, whole, 0, output.length());
      int n = places.rowLength();
      int step = places.rowStride();
      int[] index = new int[places.strides.length];
      int to = places.offset;
      for (int from = 0; from < inputs[1].length(); from += n) {
        if (step == 1) {
          part.copy(from, whole, to, n);
        } else {
          for (int i = 0; i < n; i++) {
            part.move(from + i, whole, to + i * step);
          }
        }
        to = places.next(index, to);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return input == 0
          ? Tensor.apply(
              new Paste(places.shape, places.offset, places.strides),
              gradient,
              Tensor.zeros(places.shape))
          : Tensor.apply(
              new Strided("AsStrided", places.shape, places.offset, places.strides), gradient);
    }
  }
}
