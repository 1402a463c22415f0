package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x}, and 0 where it is no larger than {@code lambd}. */
@Summary("x, and 0 where |x| is at most lambd.")
@Functional("hardshrink")
@ExtraRepr("{lambd}")
public final class Hardshrink extends Activation {

  private final double lambd;

  public Hardshrink(@Default("0.5") double lambd) {
    this.lambd = lambd;
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor isSmall = input.abs().le(Tensor.scalar((float) lambd));
    return Tensor.where(isSmall, Tensor.scalar(0), input);
  }
}
