package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * {@code x} times {@link Hardsigmoid} of x, a straight {@link SiLU}.
 *
 * @see <a href="https://arxiv.org/abs/1905.02244">Searching for MobileNetV3</a>
 */
@Summary("x times Hardsigmoid of x.")
@Functional("hardswish")
@ExtraRepr("")
public final class Hardswish extends Activation {

  /**
   * @param inplace whether the output takes the place of the input
   */
  public Hardswish(@Default("false") boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    Tensor curve = input.mul(input.add(3)).mul(1.0 / 6);
    Tensor above = Tensor.where(input.ge(Tensor.scalar(3)), input, curve);
    return Tensor.where(input.le(Tensor.scalar(-3)), Tensor.scalar(0), above);
  }
}
