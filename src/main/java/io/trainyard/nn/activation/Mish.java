package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * {@code x * tanh(log(1 + exp(x)))} for each element.
 *
 * @see <a href="https://arxiv.org/abs/1908.08681">Mish: A Self Regularized Non-Monotonic Activation
 *     Function</a>
 */
@Summary("x * tanh(softplus(x)) for each element.")
@Functional("mish")
@ExtraRepr("[inplace={inplace}]")
public final class Mish extends Activation {

  /**
   * @param inplace whether the output takes the place of the input
   */
  public Mish(@Default("false") boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    // log(1 + exp(x)) is -log(sigmoid(-x)), which does not overflow.
    return input.mul(input.neg().logSigmoid().neg().tanh());
  }
}
