package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A tensor plus a weighted term of two others, broadcast to a common shape: what optimizers are
 * made of, each in one loop instead of three.
 */
abstract class Weighted extends Elementwise {

  /**
   * {@code input + weight (end - input)}, from the nearer end, so that a weight of 1 gives {@code
   * end} itself.
   *
   * @see <a href="https://docs.pytorch.org/docs/2.13/generated/torch.lerp.html">torch.lerp</a>
   */
  static final class Lerp extends Weighted {

    private final boolean isOneWeight;

    /** With one weight for all the choice is made outside of the loop, which can use vectors. */
    Lerp(boolean isOneWeight) {
      this.isOneWeight = isOneWeight;
    }

    @Override
    void apply(float[][] inputs, float[] output, int n) {
      if (!isOneWeight) {
        each(inputs[0], inputs[1], inputs[2], output, n);
      } else if (isNear(inputs[2][0])) {
        fromInput(inputs[0], inputs[1], inputs[2][0], output, n);
      } else {
        fromEnd(inputs[0], inputs[1], 1 - inputs[2][0], output, n);
      }
    }

    private static boolean isNear(float weight) {
      return Math.abs(weight) < 0.5f;
    }

    private static void fromInput(float[] input, float[] end, float weight, float[] output, int n) {
      for (int i = 0; i < n; i++) {
        output[i] = input[i] + weight * (end[i] - input[i]);
      }
    }

    private static void fromEnd(float[] input, float[] end, float back, float[] output, int n) {
      for (int i = 0; i < n; i++) {
        output[i] = end[i] - (end[i] - input[i]) * back;
      }
    }

    private static void each(float[] input, float[] end, float[] weight, float[] output, int n) {
      for (int i = 0; i < n; i++) {
        float way = end[i] - input[i];
        output[i] = isNear(weight[i]) ? input[i] + weight[i] * way : end[i] - way * (1 - weight[i]);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return switch (input) {
        case 0 -> gradient.mul(inputs[2].neg().add(1));
        case 1 -> gradient.mul(inputs[2]);
        default -> gradient.mul(inputs[1].sub(inputs[0]));
      };
    }
  }

  /** {@code input + value tensor1 tensor2}, the value a single one without a gradient. */
  static final class Addcmul extends Weighted {
    @Override
    void apply(float[][] inputs, float[] output, int n) {
      float[] input = inputs[0];
      float[] tensor1 = inputs[1];
      float[] tensor2 = inputs[2];
      float value = inputs[3][0];
      for (int i = 0; i < n; i++) {
        output[i] = input[i] + value * tensor1[i] * tensor2[i];
      }
    }

    @Override
    public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return switch (input) {
        case 0 -> gradient;
        case 1 -> gradient.mul(inputs[2]).mul(inputs[3]);
        case 2 -> gradient.mul(inputs[1]).mul(inputs[3]);
        default -> null;
      };
    }
  }

  /** {@code input + value tensor1 / tensor2}, the value a single one without a gradient. */
  static final class Addcdiv extends Weighted {
    @Override
    void apply(float[][] inputs, float[] output, int n) {
      float[] input = inputs[0];
      float[] tensor1 = inputs[1];
      float[] tensor2 = inputs[2];
      float value = inputs[3][0];
      for (int i = 0; i < n; i++) {
        output[i] = input[i] + value * tensor1[i] / tensor2[i];
      }
    }

    @Override
    public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return switch (input) {
        case 0 -> gradient;
        case 1 -> gradient.mul(inputs[3]).div(inputs[2]);
        case 2 -> gradient.mul(inputs[3]).mul(inputs[1]).div(inputs[2].mul(inputs[2])).neg();
        default -> null;
      };
    }
  }
}
