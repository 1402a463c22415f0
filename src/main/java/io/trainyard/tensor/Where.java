package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/** The second input where the first is not 0, elsewhere the third; all three are broadcast. */
final class Where extends Elementwise {

  @Override
  void apply(Slice[] inputs, Slice output, int n) {
    float[] condition = inputs[0].array;
    float[] one = inputs[1].array;
    float[] other = inputs[2].array;
    int conditionAt = inputs[0].at;
    int oneAt = inputs[1].at;
    int otherAt = inputs[2].at;
    for (int i = 0; i < n; i++) {
      output.array[output.at + i] =
          condition[conditionAt + i] != 0 ? one[oneAt + i] : other[otherAt + i];
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
