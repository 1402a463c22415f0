package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Gradients as the slopes of small steps, in double precision where floats allow. */
public final class FiniteDifferences {

  private static final float STEP = 0x1p-7f;

  private FiniteDifferences() {}

  /**
   * Holds a gradient against slopes, wherever the function is smooth.
   *
   * @param function gives the outputs for an input
   * @param input where the gradient was taken
   * @param upstream the gradient of each output
   */
  public static void assertGradient(
      String what, UnaryOperator<Tensor> function, Tensor input, Tensor upstream, Tensor gradient) {
    float[] actual = gradient.toArray();
    for (int i = 0; i < actual.length; i++) {
      double left = slope(function, input, i, -STEP, 0, upstream);
      double right = slope(function, input, i, 0, STEP, upstream);
      double wide = slope(function, input, i, -2 * STEP, 2 * STEP, upstream);
      double slope = (left + right) / 2;
      double scale = Math.max(0.1, Math.abs(slope));
      // Elsewhere there is a kink, a jump, a pole, the edge of the domain, or too coarse a float.
      if (Math.abs(left - right) < 0.1 * scale && Math.abs(slope - wide) < 0.01 * scale) {
        assertThat((double) actual[i])
            .as("gradient of %s, element %d", what, i)
            .isCloseTo(slope, within(0.02 * scale));
      }
    }
  }

  /** How the outputs, each times its upstream gradient, grow with one element of the input. */
  private static double slope(
      UnaryOperator<Tensor> function,
      Tensor input,
      int element,
      float from,
      float to,
      Tensor upstream) {
    float value = input.toArray()[element];
    if (!(Math.abs(value) < 100)) {
      return Double.NaN;
    }
    float[] before;
    float[] after;
    try {
      before = moved(function, input, element, value + from);
      after = moved(function, input, element, value + to);
    } catch (IllegalArgumentException outsideOfTheDomain) {
      return Double.NaN;
    }
    float[] weights = upstream.toArray();
    double sum = 0;
    double coarse = 0;
    double unchanged = 0;
    for (int i = 0; i < before.length; i++) {
      if (!Float.isFinite(before[i]) || !Float.isFinite(after[i])) {
        return Double.NaN;
      }
      double place = Math.ulp(after[i]) * Math.abs(weights[i]);
      if (before[i] == after[i]) {
        unchanged = Math.max(unchanged, place);
      } else {
        sum += ((double) after[i] - before[i]) * weights[i];
        coarse += place;
      }
    }
    return (coarse == 0 ? unchanged : coarse) / (to - from) > 1e-3 ? Double.NaN : sum / (to - from);
  }

  private static float[] moved(
      UnaryOperator<Tensor> function, Tensor input, int element, float value) {
    float[] values = input.toArray();
    values[element] = value;
    return function.apply(Tensor.of(input.shape(), values)).toArray();
  }
}
