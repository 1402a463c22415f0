package io.trainyard.tensor;

/** Dimensions of size 1 repeated to a larger shape. */
final class Expand extends Elementwise implements Formula.OfOne {

  private final Shape shape;

  Expand(Shape shape) {
    this.shape = shape;
  }

  @Override
  public boolean savesNothing() {
    return true;
  }

  @Override
  public Shape shape(Tensor... inputs) {
    Shape own = inputs[0].shape();
    if (own.rank() > shape.rank()) {
      throw new ShapeException(
          "expand("
              + own
              + ", size="
              + shape
              + "): the number of sizes provided ("
              + shape.rank()
              + ") must be greater or equal to the number of dimensions in the tensor ("
              + own.rank()
              + ")");
    }
    for (int dim = 1; dim <= own.rank(); dim++) {
      if (own.size(-dim) != 1 && own.size(-dim) != shape.size(-dim)) {
        throw new ShapeException(
            "The expanded size of the tensor ("
                + shape.size(-dim)
                + ") must match the existing size ("
                + own.size(-dim)
                + ") at non-singleton dimension "
                + (shape.rank() - dim)
                + ".  Target sizes: "
                + shape
                + ".  Tensor sizes: "
                + own);
      }
    }
    return shape;
  }

  @Override
  public Typing typing() {
    return Typing.FIRST;
  }

  @Override
  void apply(long[][] inputs, long[] output, int n) {
    System.arraycopy(inputs[0], 0, output, 0, n);
  }

  @Override
  void apply(double[][] inputs, double[] output, int n) {
    System.arraycopy(inputs[0], 0, output, 0, n);
  }

  @Override
  public float of(float x) {
    return x;
  }

  @Override
  void apply(float[][] inputs, float[] output, int n) {
    System.arraycopy(inputs[0], 0, output, 0, n);
  }

  @Override
  public Lattice shown(Lattice input) {
    return input.expanded(shape);
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return gradient;
  }
}
