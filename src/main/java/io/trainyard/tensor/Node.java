package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/** Remembers how a tensor came to be, for the backward pass, which frees it. */
final class Node {

  private final Operation operation;
  private Tensor @Nullable [] inputs;

  Node(Operation operation, Tensor[] inputs) {
    this.operation = operation;
    this.inputs = inputs;
  }

  String name() {
    return operation.name() + "Backward0";
  }

  Tensor[] inputs() {
    if (inputs == null) {
      throw new IllegalStateException(
          "Trying to backward through the graph a second time: what "
              + name()
              + " saved was freed by the first backward(). Pass retainGraph = true there if you need both.");
    }
    return inputs;
  }

  @Nullable Tensor gradient(int input, Tensor gradient, Tensor output) {
    return operation.gradient(input, gradient, inputs(), output);
  }

  void free() {
    inputs = null;
  }
}
