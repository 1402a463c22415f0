package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/** The second input where the first is not 0, elsewhere the third; all three are broadcast. */
final class Where extends Elementwise {

  @Override
  public Typing typing() {
    return Typing.COMMON;
  }

  /** The condition only chooses. */
  @Override
  public Tensor[] taken(Tensor... given) {
    Tensor[] both = typing().taken(given[1], given[2]);
    Tensor condition = both[0].dtype().isWhole() ? given[0].to(DType.BOOL) : given[0];
    return new Tensor[] {Typing.all(DType.FLOAT32, condition)[0], both[0], both[1]};
  }

  @Override
  public DType dtype(Tensor... inputs) {
    return typing().made(inputs[1], inputs[2]);
  }

  @Override
  void apply(long[][] inputs, long[] output, int n) {
    for (int i = 0; i < n; i++) {
      output[i] = inputs[0][i] != 0 ? inputs[1][i] : inputs[2][i];
    }
  }

  @Override
  void apply(double[][] inputs, double[] output, int n) {
    for (int i = 0; i < n; i++) {
      output[i] = inputs[0][i] != 0 ? inputs[1][i] : inputs[2][i];
    }
  }

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
