package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * {@code x} where it is positive, elsewhere {@code alpha * (exp(x / alpha) - 1)}: smooth for every
 * alpha.
 *
 * @see <a href="https://arxiv.org/abs/1704.07483">Continuously Differentiable Exponential Linear
 *     Units</a>
 */
@Summary("x where it is positive, elsewhere alpha * (exp(x / alpha) - 1).")
@Functional(value = "celu", changing = true)
@GradFn(value = "CeluBackward0", inplace = "CeluBackward1")
@ExtraRepr("alpha={alpha}[, inplace={inplace}]")
public final class CELU extends Activation {

  private final double alpha;

  /**
   * @param alpha minus what is given for minus infinity; not 0
   * @param inplace whether the output takes the place of the input
   */
  public CELU(@Default("1.0") double alpha, @Default("false") boolean inplace) {
    super(inplace);
    if (alpha == 0) {
      throw new IllegalArgumentException("alpha cannot be 0 for CELU");
    }
    this.alpha = alpha;
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    // Clamped, since an infinite exp on the side not taken would spoil the gradient: 0 * inf.
    Tensor negative = input.clamp(null, 0.0).mul(1 / alpha).expm1().mul(alpha);
    return Tensor.where(input.lt(Tensor.scalar(0)), negative, input);
  }
}
