package io.trainyard.tensor;

/** Tensors put together, one behind the other, along a dimension. */
final class Cat implements Operation {

  private final int dim;

  Cat(int dim) {
    this.dim = dim;
  }

  @Override
  public boolean savesNothing() {
    return true;
  }

  @Override
  public Shape shape(Tensor... inputs) {
    Shape first = inputs[0].shape();
    long size = 0;
    for (int i = 0; i < inputs.length; i++) {
      Shape other = inputs[i].shape();
      if (other.rank() != first.rank()) {
        throw new ShapeException(
            "Tensors must have same number of dimensions: got "
                + first.rank()
                + " and "
                + other.rank());
      }
      for (int d = 0; d < first.rank(); d++) {
        if (d != first.normalized(dim) && first.size(d) != other.size(d)) {
          throw new ShapeException(
              "Sizes of tensors must match except in dimension "
                  + first.normalized(dim)
                  + ". Expected size "
                  + first.size(d)
                  + " but got size "
                  + other.size(d)
                  + " for tensor number "
                  + i
                  + " in the list.");
        }
      }
      size += other.size(dim);
    }
    return first.with(dim, Math.toIntExact(size));
  }

  @Override
  public Typing typing() {
    return Typing.COMMON;
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    Shape shape = output.shape();
    int at = shape.normalized(dim);
    int outer = shape.span(0, at);
    int row = shape.span(at, shape.rank());
    int before = 0;
    for (Tensor input : inputs) {
      int width = input.shape().span(at, shape.rank());
      for (int o = 0; o < outer; o++) {
        input.storage().copy(o * width, output.storage(), o * row + before, width);
      }
      before += width;
    }
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    int before = 0;
    for (int i = 0; i < input; i++) {
      before += inputs[i].size(dim);
    }
    return gradient.narrow(dim, before, inputs[input].size(dim));
  }
}
