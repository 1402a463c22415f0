package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** The squared difference, {@code (input - target)²}. */
@Summary("The squared difference of prediction and target.")
@Functional("mse_loss")
@GradFn("MseLossBackward0")
public final class MSELoss extends Loss {

  public MSELoss(@Preceded({"size_average", "reduce"}) @Default("mean") Reduction reduction) {
    super(reduction);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    return reduction().of(input.sub(target).pow(2));
  }
}
