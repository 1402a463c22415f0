package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * Kullback and Leibler's divergence of the input's distribution from the target's: {@code target *
 * (log(target) - input)}. The input holds log-probabilities.
 */
@Summary("Kullback-Leibler divergence; predictions are log-probabilities, from LogSoftmax.")
@Functional("kl_div")
public final class KLDivLoss extends Loss {

  /** What becomes of the losses of all elements. */
  public enum Averaging {
    /** They stay as they are. */
    NONE,
    /** Their sum over the number of rows, which is the divergence as it is defined. */
    BATCHMEAN,
    /** Their sum. */
    SUM,
    /** Their mean over all elements. */
    MEAN
  }

  private final Averaging averaging;
  private final boolean log_target;

  /**
   * @param log_target whether the target holds log-probabilities too
   */
  public KLDivLoss(
      @Preceded({"size_average", "reduce"}) @Default("mean") Averaging reduction,
      @Default("false") boolean log_target) {
    super(
        switch (reduction) {
          case NONE -> Reduction.NONE;
          case BATCHMEAN, MEAN -> Reduction.MEAN;
          case SUM -> Reduction.SUM;
        });
    this.averaging = reduction;
    this.log_target = log_target;
  }

  @Override
  public String gradFn(boolean areClasses) {
    return averaging == Averaging.BATCHMEAN ? "DivBackward0" : super.gradFn(areClasses);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    Tensor losses =
        log_target ? target.exp().mul(target.sub(input)) : logarithm(target).sub(input).mul(target);
    return averaging == Averaging.BATCHMEAN && input.dim() > 0
        ? losses.sum().div(input.size(0))
        : reduction().of(losses);
  }

  /** The logarithm, and 0 of 0: such a target counts for nothing. */
  private static Tensor logarithm(Tensor target) {
    Tensor isZero = target.eq(Tensor.scalar(0));
    return Tensor.where(isZero, Tensor.scalar(1), target).log();
  }
}
