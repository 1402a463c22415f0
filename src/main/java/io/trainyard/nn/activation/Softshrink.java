package io.trainyard.nn.activation;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x} moved towards 0 by {@code lambd}, and 0 where it is no larger than that. */
@Summary("x moved towards 0 by lambd.")
@Functional("softshrink")
@ExtraRepr("{lambd}")
public final class Softshrink extends Activation {

  private final double lambd;

  public Softshrink(@Default("0.5") @Bounds(min = 0) double lambd) {
    if (!(lambd >= 0)) {
      throw new IllegalArgumentException(
          "lambda must be greater or equal to 0, but found to be " + lambd);
    }
    this.lambd = lambd;
  }

  @Override
  public Tensor forward(Tensor input) {
    return input.sub(input.clamp(-lambd, lambd));
  }
}
