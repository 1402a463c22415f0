package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** {@code log(1 + exp(-target * input))} for targets of -1 and 1. */
@Summary("Logistic loss of targets -1 and 1; predictions are logits.")
@Functional("soft_margin_loss")
@GradFn("SoftMarginLossBackward0")
public final class SoftMarginLoss extends Loss {

  public SoftMarginLoss(
      @Preceded({"size_average", "reduce"}) @Default("mean") Reduction reduction) {
    super(reduction);
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.SIGNS);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    // log(1 + exp(-z)) is -log(sigmoid(z)), which does not overflow.
    return reduction().of(target.mul(input).logSigmoid().neg());
  }
}
