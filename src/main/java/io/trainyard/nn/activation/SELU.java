package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * {@code scale * x} where it is positive, elsewhere {@code scale * alpha * (exp(x) - 1)}, with the
 * two constants that keep mean 0 and variance 1.
 *
 * @see <a href="https://arxiv.org/abs/1706.02515">Self-Normalizing Neural Networks</a>
 */
@Summary("ELU with the constants that keep mean 0 and variance 1.")
@Functional(value = "selu", changing = true)
@GradFn(value = "EluBackward0", inplace = "EluBackward1")
@ExtraRepr("[inplace={inplace}]")
public final class SELU extends Activation {

  private static final double ALPHA = 1.6732632423543772848170429916717;
  private static final double SCALE = 1.0507009873554804934193349852946;

  private final ELU elu;

  /**
   * @param inplace whether the output takes the place of the input
   */
  public SELU(@Default("false") boolean inplace) {
    super(inplace);
    this.elu = new ELU(ALPHA, false);
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    return elu.forward(input).mul(SCALE);
  }
}
