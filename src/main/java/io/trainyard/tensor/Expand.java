package io.trainyard.tensor;

/** Dimensions of size 1 repeated to a larger shape. */
final class Expand extends Elementwise {

  private final Shape shape;

  Expand(Shape shape) {
    this.shape = shape;
  }

  @Override
  public Shape shape(Tensor... inputs) {
    if (!inputs[0].shape().broadcast(shape).equals(shape)) {
      throw new ShapeException(
          "the shape " + inputs[0].shape() + " cannot be expanded to " + shape);
    }
    return shape;
  }

  @Override
  void apply(float[][] inputs, float[] output, int n) {
    System.arraycopy(inputs[0], 0, output, 0, n);
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return gradient;
  }
}
