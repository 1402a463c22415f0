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
  static final class Lerp extends Weighted implements Formula.OfThree {

    private final boolean isOneWeight;

    /** With one weight for all the choice is made outside of the loop, which can use vectors. */
    Lerp(boolean isOneWeight) {
      this.isOneWeight = isOneWeight;
    }

    @Override
    public float of(float input, float end, float weight) {
      return isNear(weight) ? input + weight * (end - input) : end - (end - input) * (1 - weight);
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

    @Override
    void apply(double[][] inputs, double[] output, int n) {
      for (int i = 0; i < n; i++) {
        double input = inputs[0][i];
        double end = inputs[1][i];
        double weight = inputs[2][i];
        output[i] =
            Math.abs(weight) < 0.5
                ? input + weight * (end - input)
                : end - (end - input) * (1 - weight);
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

    private void each(float[] input, float[] end, float[] weight, float[] output, int n) {
      for (int i = 0; i < n; i++) {
        output[i] = of(input[i], end[i], weight[i]);
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
  static final class Addcmul extends Weighted implements Formula.OfFour {
    @Override
    public float of(float input, float tensor1, float tensor2, float value) {
      return input + value * tensor1 * tensor2;
    }

    @Override
    void apply(double[][] inputs, double[] output, int n) {
      for (int i = 0; i < n; i++) {
        output[i] = inputs[0][i] + inputs[3][i] * inputs[1][i] * inputs[2][i];
      }
    }

    @Override
    void apply(float[][] inputs, float[] output, int n) {
      float[] input = inputs[0];
      float[] tensor1 = inputs[1];
      float[] tensor2 = inputs[2];
      float value = inputs[3][0];
      for (int i = 0; i < n; i++) {
        output[i] = of(input[i], tensor1[i], tensor2[i], value);
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
  static final class Addcdiv extends Weighted implements Formula.OfFour {
    @Override
    public float of(float input, float tensor1, float tensor2, float value) {
      return input + value * tensor1 / tensor2;
    }

    @Override
    void apply(double[][] inputs, double[] output, int n) {
      for (int i = 0; i < n; i++) {
        output[i] = inputs[0][i] + inputs[3][i] * inputs[1][i] / inputs[2][i];
      }
    }

    @Override
    void apply(float[][] inputs, float[] output, int n) {
      float[] input = inputs[0];
      float[] tensor1 = inputs[1];
      float[] tensor2 = inputs[2];
      float value = inputs[3][0];
      for (int i = 0; i < n; i++) {
        output[i] = of(input[i], tensor1[i], tensor2[i], value);
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
