package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x / 6 + 1 / 2} kept between 0 and 1, a straight {@link Sigmoid}. */
@Summary("x / 6 + 1 / 2 kept between 0 and 1.")
@Functional("hardsigmoid")
@ExtraRepr("")
public final class Hardsigmoid extends Activation {

  /**
   * @param inplace whether the output takes the place of the input
   */
  public Hardsigmoid(@Default("false") boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    // Bounds first: at them no gradient flows.
    return Hardtanh.between(input, -3, 3).mul(1.0 / 6).add(0.5);
  }
}
