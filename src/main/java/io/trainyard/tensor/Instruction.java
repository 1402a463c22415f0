package io.trainyard.tensor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application of an operation.
 *
 * @param place where it stands in a text; null for one of a layer
 */
record Instruction(Operation operation, Tensor[] inputs, Tensor output, @Nullable Object place)
    implements Step {

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
