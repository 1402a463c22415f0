package io.trainyard.tensor;

/** Overwrites the elements of a tensor that exists already. Its output is that tensor. */
final class Assign implements Operation {

  @Override
  public String name() {
    return "Copy";
  }

  @Override
  public Shape shape(Tensor... inputs) {
    return inputs[0].shape();
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    System.arraycopy(inputs[0].array(), 0, output.array(), 0, output.length());
  }
}
