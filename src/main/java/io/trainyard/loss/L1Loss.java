package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** The absolute difference, {@code |input - target|}. */
@Summary("The absolute difference of prediction and target.")
public final class L1Loss extends Loss {

  public L1Loss(@Default("mean") Reduction reduction) {
    super(reduction);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    return reduction().of(input.sub(target).abs());
  }
}
