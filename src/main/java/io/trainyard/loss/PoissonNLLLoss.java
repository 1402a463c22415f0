package io.trainyard.loss;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * Negative log-likelihood of counts that follow a Poisson distribution: {@code exp(input) - target
 * * input} or, where the input is the expected count itself, {@code input - target * log(input +
 * eps)}.
 */
@Summary("Negative log-likelihood of counts; predictions are the logarithms of expected counts.")
@Functional("poisson_nll_loss")
public final class PoissonNLLLoss extends Loss {

  private final boolean log_input;
  private final boolean full;
  private final double eps;

  /**
   * @param log_input whether the input is the logarithm of the expected count
   * @param full whether to add the term that does not depend on the input, as Stirling approximates
   *     it: {@code target * log(target) - target + log(2 * pi * target) / 2} for targets above 1
   * @param eps added to an expected count, against the logarithm of 0
   */
  public PoissonNLLLoss(
      @Default("true") boolean log_input,
      @Default("false") boolean full,
      @Preceded("size_average") @Default("1e-8") @Bounds(min = 0) double eps,
      @Preceded("reduce") @Default("mean") Reduction reduction) {
    super(reduction);
    this.log_input = log_input;
    this.full = full;
    this.eps = eps;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    Tensor losses =
        log_input
            ? input.exp().sub(target.mul(input))
            : input.sub(target.mul(input.add(eps).log()));
    return reduction().of(full ? losses.add(stirling(target)) : losses);
  }

  private static Tensor stirling(Tensor target) {
    Tensor one = Tensor.scalar(1);
    // Clamped, since the logarithm of what is not counted could be infinite.
    Tensor counts = target.maximum(one);
    Tensor term = counts.mul(counts.log()).sub(counts).add(counts.mul(2 * Math.PI).log().mul(0.5));
    return Tensor.where(target.gt(one), term, Tensor.scalar(0));
  }
}
