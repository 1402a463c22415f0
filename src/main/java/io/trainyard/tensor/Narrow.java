package io.trainyard.tensor;

/** A part of one dimension: {@code length} elements from a place on. */
final class Narrow implements Operation {

  private final int dim;
  private final int start;
  private final int length;

  Narrow(int dim, int start, int length) {
    this.dim = dim;
    this.start = start;
    this.length = length;
  }

  @Override
  public boolean savesNothing() {
    return true;
  }

  @Override
  public String name() {
    return "Slice";
  }

  @Override
  public Shape shape(Tensor... inputs) {
    Shape x = inputs[0].shape();
    if (start < 0 || length < 0 || (long) start + length > x.size(dim)) {
      throw new ShapeException(
          length
              + " elements from "
              + start
              + " on are not within dimension "
              + dim
              + " of the shape "
              + x);
    }
    return x.with(dim, length);
  }

  @Override
  public Typing typing() {
    return Typing.FIRST;
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    Shape x = inputs[0].shape();
    int outer = x.span(0, x.normalized(dim));
    int inner = x.span(x.normalized(dim) + 1, x.rank());
    int row = x.size(dim) * inner;
    for (int o = 0; o < outer; o++) {
      inputs[0]
          .storage()
          .copy(o * row + start * inner, output.storage(), o * length * inner, length * inner);
    }
  }

  @Override
  public Lattice shown(Lattice input) {
    return input.narrowed(dim, start, length);
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return widened(inputs[0].shape(), gradient);
  }

  /** A part in its place of a whole that holds zeros elsewhere. */
  Tensor widened(Shape whole, Tensor part) {
    return Tensor.apply(new Widen(whole), part);
  }

  int dim() {
    return dim;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** The part in its place, and zeros around it. */
  private final class Widen implements Operation {

    private final Shape shape;

    Widen(Shape shape) {
      this.shape = shape;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return shape;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      int outer = shape.span(0, shape.normalized(dim));
      int inner = shape.span(shape.normalized(dim) + 1, shape.rank());
      int row = shape.size(dim) * inner;
      output.storage().clear();
      for (int o = 0; o < outer; o++) {
        inputs[0]
            .storage()
            .copy(o * length * inner, output.storage(), o * row + start * inner, length * inner);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Tensor.apply(new Narrow(dim, start, length), gradient);
    }
  }
}
