package io.trainyard.tensor;

/** The same numbers held in another way: floats as longs or longs as floats. */
final class Cast implements Operation {

  private final DType dtype;

  Cast(DType dtype) {
    this.dtype = dtype;
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
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    if (dtype.isWhole()) {
      float[] x = inputs[0].array();
      long[] y = output.wholes();
      for (int i = 0; i < output.length(); i++) {
        y[i] = whole(x[i]);
      }
    } else {
      long[] x = inputs[0].wholes();
      float[] y = output.array();
      for (int i = 0; i < output.length(); i++) {
        y[i] = x[i];
      }
    }
  }

  /** Towards 0; as in PyTorch, what no long can hold is the smallest one. */
  static long whole(double value) {
    return Math.abs(value) < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }
}
