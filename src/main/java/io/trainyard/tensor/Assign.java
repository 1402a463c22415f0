package io.trainyard.tensor;

/** Overwrites the elements of a tensor that exists already. Its output is that tensor. */
final class Assign extends Elementwise {

  @Override
  public String name() {
    return "Copy";
  }

  @Override
  void apply(Slice[] inputs, Slice output, int n) {
    System.arraycopy(inputs[0].array, inputs[0].at, output.array, output.at, n);
  }
}
