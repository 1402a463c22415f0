package io.trainyard.loss;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * Half the squared difference up to {@code delta}, from there on growing straight: {@code delta *
 * (|input - target| - delta / 2)}. Outliers pull less than in {@link MSELoss}.
 */
@Summary("Squared for differences up to delta, linear beyond.")
@Functional("huber_loss")
@GradFn("HuberLossBackward0")
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

  /** The loss of each difference: the part within delta squared, the rest of it straight. */
  static Tensor huber(Tensor differences, double delta) {
    // At delta itself there is no bend any more: the part within ends one float before.
    double last = Math.nextDown((float) delta);
    Tensor within = differences.clamp(-last, last);
    Tensor beyond = differences.abs().sub(within.abs());
    return within.square().mul(0.5).add(beyond.mul(delta));
  }
}
