package io.trainyard.tensor;

/** One application of an operation in a recorded program. */
record Instruction(Operation operation, Tensor[] inputs, Tensor output) {

  void run() {
    operation.compute(inputs, output);
  }
}
