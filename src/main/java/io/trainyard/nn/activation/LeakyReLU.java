package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x} where it is positive, elsewhere {@code negative_slope * x}. */
@Summary("x where it is positive, elsewhere negative_slope * x.")
@Functional(value = "leaky_relu", changing = true)
@GradFn(value = "LeakyReluBackward0", inplace = "LeakyReluBackward1")
@ExtraRepr("negative_slope={negative_slope}[, inplace={inplace}]")
public final class LeakyReLU extends Activation {

  private final double negative_slope;

  /**
   * @param inplace whether the output takes the place of the input
   */
  public LeakyReLU(@Default("0.01") double negative_slope, @Default("false") boolean inplace) {
    super(inplace);
    this.negative_slope = negative_slope;
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    return Tensor.where(input.gt(Tensor.scalar(0)), input, input.mul(negative_slope));
  }
}
