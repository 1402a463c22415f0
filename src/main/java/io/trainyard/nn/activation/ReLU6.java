package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * {@code min(max(0, x), 6)}; at both bounds no gradient flows.
 *
 * @see <a href="https://arxiv.org/abs/1704.04861">MobileNets</a>
 */
@Summary("min(max(0, x), 6) for each element.")
@Functional("relu6")
@GradFn("HardtanhBackward0")
@ExtraRepr("[inplace={inplace}]")
public final class ReLU6 extends Activation {

  /**
   * @param inplace whether the output takes the place of the input
   */
  public ReLU6(@Default("false") boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    return Hardtanh.between(input, 0, 6);
  }
}
