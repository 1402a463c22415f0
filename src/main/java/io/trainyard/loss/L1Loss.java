package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** The absolute difference, {@code |input - target|}. */
@Summary("The absolute difference of prediction and target.")
@Functional("l1_loss")
public final class L1Loss extends Loss {

  public L1Loss(@Preceded({"size_average", "reduce"}) @Default("mean") Reduction reduction) {
    super(reduction);
  }

  @Override
  public String gradFn(boolean areClasses) {
    return reduction() == Reduction.NONE ? "AbsBackward0" : super.gradFn(areClasses);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    return reduction().of(input.sub(target).abs());
  }
}
