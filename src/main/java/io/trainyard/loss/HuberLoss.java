package io.trainyard.loss;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * Half the squared difference up to {@code delta}, from there on growing straight: {@code delta *
 * (|input - target| - delta / 2)}. Outliers pull less than in {@link MSELoss}.
 */
@Summary("Squared for differences up to delta, linear beyond.")
public final class HuberLoss extends Loss {

  private final double delta;

  public HuberLoss(
      @Default("mean") Reduction reduction,
      @Default("1.0") @Bounds(min = 0, minExclusive = true) double delta) {
    super(reduction);
    if (!(delta > 0)) {
      throw new IllegalArgumentException(
          "huber_loss does not support non-positive values for delta, but got " + delta);
    }
    this.delta = delta;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    return reduction().of(huber(input.sub(target), delta));
  }

  /** The loss of each difference: squared where it is less than delta, elsewhere straight. */
  static Tensor huber(Tensor differences, double delta) {
    Tensor size = differences.abs();
    Tensor squared = differences.clamp(-delta, delta).square().mul(0.5);
    Tensor straight = size.sub(delta / 2).mul(delta);
    return Tensor.where(size.lt(Tensor.scalar((float) delta)), squared, straight);
  }
}
