package io.trainyard.loss;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * The absolute difference, rounded off below {@code beta}: there it is {@code (input - target)² /
 * (2 beta)}, from there on {@code |input - target| - beta / 2}. It is {@link HuberLoss} over beta.
 */
@Summary("The absolute difference, squared where it is below beta.")
@Functional("smooth_l1_loss")
@GradFn("SmoothL1LossBackward0")
public final class SmoothL1Loss extends Loss {

  private final double beta;

  /**
   * @param beta where the two forms meet; 0 makes it {@link L1Loss}
   */
  public SmoothL1Loss(
      @Preceded({"size_average", "reduce"}) @Default("mean") Reduction reduction,
      @Default("1.0") @Bounds(min = 0) double beta) {
    super(reduction);
    if (!(beta >= 0)) {
      throw new IllegalArgumentException(
          "smooth_l1_loss does not support negative values for beta, but got " + beta);
    }
    this.beta = beta;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    Tensor differences = input.sub(target);
    return reduction()
        .of(beta == 0 ? differences.abs() : HuberLoss.huber(differences, beta).mul(1 / beta));
  }
}
