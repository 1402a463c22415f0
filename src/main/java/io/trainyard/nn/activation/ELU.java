package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * {@code x} where it is positive, elsewhere {@code alpha * (exp(x) - 1)}.
 *
 * @see <a href="https://arxiv.org/abs/1511.07289">Exponential Linear Units</a>
 */
@Summary("x where it is positive, elsewhere alpha * (exp(x) - 1).")
@Functional(value = "elu", changing = true)
@GradFn(value = "EluBackward0", inplace = "EluBackward1")
@ExtraRepr("alpha={alpha}[, inplace={inplace}]")
public final class ELU extends Activation {

  private final double alpha;

  /**
   * @param inplace whether the output takes the place of the input
   */
  public ELU(@Default("1.0") double alpha, @Default("false") boolean inplace) {
    super(inplace);
    this.alpha = alpha;
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    // Clamped, since an infinite exp on the side not taken would spoil the gradient: 0 * inf.
    Tensor negative = input.clamp(null, 0.0).expm1().mul(alpha);
    Tensor zero = Tensor.scalar(0);
    if (alpha == 1) {
      return Tensor.where(input.lt(zero), negative, input);
    }
    // At 0 there is the slope of the left side, and no bend.
    Tensor straight = Tensor.where(input.gt(zero), input, input.mul(alpha));
    return Tensor.where(input.lt(zero), negative, straight);
  }
}
