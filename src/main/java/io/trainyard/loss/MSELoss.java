package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** The squared difference, {@code (input - target)²}. */
@Summary("The squared difference of prediction and target.")
public final class MSELoss extends Loss {

  public MSELoss(@Default("mean") Reduction reduction) {
    super(reduction);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    return reduction().of(input.sub(target).pow(2));
  }
}
