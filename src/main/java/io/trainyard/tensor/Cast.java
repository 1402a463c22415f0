package io.trainyard.tensor;

/** The same numbers held in another way: floats as longs, longs as doubles. */
final class Cast implements Operation {

  private final DType dtype;

  Cast(DType dtype) {
    this.dtype = dtype;
  }

  @Override
  public boolean savesNothing() {
    return true;
  }

  @Override
  public String name() {
    return "ToCopy";
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
  public DType dtype(Tensor... inputs) {
    return dtype;
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    return gradient.to(inputs[0].dtype());
  }

  @Override
  public boolean isDifferentiable() {
    return dtype.isFloatingPoint();
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    Storage x = inputs[0].storage();
    Storage y = output.storage();
    for (int i = 0; i < output.length(); i++) {
      if (x.held() == DType.Held.WHOLES && !dtype.isFloatingPoint()) {
        y.put(i, dtype.wrapped(x.whole(i)));
      } else if (dtype.isWhole()) {
        y.put(i, dtype.wrapped(whole(x.number(i))));
      } else if (x.held() == DType.Held.WHOLES && !dtype.isNarrow()) {
        y.put(i, x.whole(i));
      } else {
        y.put(i, dtype.rounded(x.held() == DType.Held.WHOLES ? x.whole(i) : x.number(i)));
      }
    }
  }

  /** Towards 0; as in PyTorch, what no long can hold is the smallest one. */
  static long whole(double value) {
    return Math.abs(value) < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }
}
