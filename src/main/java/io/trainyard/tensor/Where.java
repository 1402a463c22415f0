package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/** The second input where the first is not 0, elsewhere the third; all three are broadcast. */
final class Where implements Operation {

  private @Nullable Broadcast broadcast;

  @Override
  public Shape shape(Tensor... inputs) {
    return inputs[0].shape().broadcast(inputs[1].shape()).broadcast(inputs[2].shape());
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    float[] condition = inputs[0].array();
    float[] a = inputs[1].array();
    float[] b = inputs[2].array();
    float[] c = output.array();
    if (broadcast == null) {
      broadcast =
          new Broadcast(output.shape(), inputs[0].shape(), inputs[1].shape(), inputs[2].shape());
    }
    broadcast.restart();
    int conditionStep = broadcast.repeats(0) ? 0 : 1;
    int stepA = broadcast.repeats(1) ? 0 : 1;
    int stepB = broadcast.repeats(2) ? 0 : 1;
    int run = broadcast.run();
    for (int at = 0; at < output.length(); at += run) {
      int from = broadcast.offset(0);
      int fromA = broadcast.offset(1);
      int fromB = broadcast.offset(2);
      for (int i = 0; i < run; i++) {
        c[at + i] =
            condition[from + i * conditionStep] != 0 ? a[fromA + i * stepA] : b[fromB + i * stepB];
      }
      broadcast.next();
    }
  }

  @Override
  public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    Tensor none = Tensor.scalar(0);
    return switch (input) {
      case 1 -> Tensor.where(inputs[0], gradient, none);
      case 2 -> Tensor.where(inputs[0], none, gradient);
      default -> null;
    };
  }
}
