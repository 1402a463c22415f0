package io.trainyard.tensor;

import java.util.Arrays;
import java.util.List;

/** One application of an operation. */
record Instruction(Operation operation, Tensor[] inputs, Tensor output) implements Step {

  @Override
  public void run() {
    operation.compute(inputs, output);
  }

  @Override
  public List<Storage> reads() {
    return Arrays.stream(inputs).map(Tensor::storage).toList();
  }

  @Override
  public List<Storage> writes() {
    return List.of(output.storage());
  }

  @Override
  public long scratch() {
    return operation.scratch(inputs);
  }

  @Override
  public long cost() {
    return operation.cost(inputs, output);
  }
}
