package io.trainyard.tensor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code x} kept between two bounds, either of which may be absent; at a bound the gradient still
 * flows.
 */
final class Clamp extends Pointwise implements Formula.OfOne {
  private final @Nullable Double min;
  private final @Nullable Double max;
  private final float low;
  private final float high;

  Clamp(@Nullable Double min, @Nullable Double max) {
    if (min == null && max == null) {
      throw new IllegalArgumentException("clamp needs a min or a max");
    }
    this.min = min;
    this.max = max;
    this.low = Objects.requireNonNullElse(min, Double.NEGATIVE_INFINITY).floatValue();
    this.high = Objects.requireNonNullElse(max, Double.POSITIVE_INFINITY).floatValue();
  }

  @Override
  public float of(float x) {
    return Math.min(Math.max(x, low), high);
  }

  @Override
  void run(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = of(x[i]);
    }
  }

  @Override
  Tensor gradient(Tensor g, Tensor x, Tensor y) {
    Tensor inside = g;
    if (min != null) {
      inside = Tensor.apply(new Binary.AtLeast(1, min), inside, x);
    }
    if (max != null) {
      inside = Tensor.apply(new Binary.AtLeast(-1, -max), inside, x);
    }
    return inside;
  }

  @Override
  double of(double x) {
    return Math.min(
        Math.max(x, min == null ? Double.NEGATIVE_INFINITY : min),
        max == null ? Double.POSITIVE_INFINITY : max);
  }
}
