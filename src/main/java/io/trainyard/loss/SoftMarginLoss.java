package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** {@code log(1 + exp(-target * input))} for targets of -1 and 1. */
@Summary("Logistic loss of targets -1 and 1; predictions are logits.")
public final class SoftMarginLoss extends Loss {

  public SoftMarginLoss(@Default("mean") Reduction reduction) {
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
