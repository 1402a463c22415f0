package io.trainyard.nn;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;

/**
 * {@link Dropout} of whole channels of series [N, C, L]: in each row, a channel is either kept or
 * all 0.
 *
 * @see <a href="https://arxiv.org/abs/1411.4280">Efficient Object Localization Using Convolutional
 *     Networks</a>
 */
@Summary("Sets whole channels of series to 0 at random while training.")
public final class Dropout1d extends Layer {

  private final Dropout dropout;

  /**
   * @param p the probability of a channel to become 0
   * @param inplace as in PyTorch, where it saves memory; here memory is reused anyway
   * @param generator decides which; each call of {@link #forward} is a draw of its own
   */
  public Dropout1d(
      @Default("0.5") @Bounds(min = 0, max = 1) double p,
      @Default("false") boolean inplace,
      @Given Generator generator) {
    this.dropout = new Dropout(p, inplace, generator);
  }

  @Override
  public Tensor forward(Tensor input) {
    Sizes.requireDims(this, input, "N", "channels", "length");
    return isTraining() ? dropout.ofChannels(input) : input;
  }
}
