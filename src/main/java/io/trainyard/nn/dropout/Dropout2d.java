package io.trainyard.nn.dropout;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Given;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;

/**
 * {@link Dropout} of whole channels of images [N, C, H, W]: in each row, a channel is either kept
 * or all 0.
 *
 * @see <a href="https://arxiv.org/abs/1411.4280">Efficient Object Localization Using Convolutional
 *     Networks</a>
 */
@Summary("Sets whole channels of images to 0 at random while training.")
@Functional(value = "dropout2d", also = "training=True")
@GradFn("MulBackward0")
public final class Dropout2d extends Layer {

  private final Dropout dropout;

  /**
   * @param p the probability of a channel to become 0
   * @param inplace whether the output takes the place of the input
   * @param generator decides which; each call of {@link #forward} is a draw of its own
   */
  public Dropout2d(
      @Default("0.5") @Bounds(min = 0, max = 1) double p,
      @Default("false") boolean inplace,
      @Given Generator generator) {
    super(inplace);
    this.dropout = new Dropout(p, false, generator);
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    Sizes.requireDims(this, input, "N", "channels", "height", "width");
    return isTraining() ? dropout.ofChannels(input) : input;
  }

  @Override
  public boolean isInPlace() {
    return super.isInPlace() && isTraining() && dropout.drops();
  }
}
