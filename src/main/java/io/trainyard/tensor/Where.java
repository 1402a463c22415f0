package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/** The second input where the first is not 0, elsewhere the third; all three are broadcast. */
final class Where extends Elementwise {

  @Override
  void apply(float[][] inputs, float[] output, int n) {
    float[] condition = inputs[0];
    float[] one = inputs[1];
    float[] other = inputs[2];
    for (int i = 0; i < n; i++) {
      output[i] = condition[i] != 0 ? one[i] : other[i];
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
