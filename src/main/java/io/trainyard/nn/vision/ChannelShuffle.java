package io.trainyard.nn.vision;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;

/**
 * Deals out the channels of [N, C, *] anew: the first of each group, then the second of each, so
 * that a convolution with groups sees something of every other group.
 *
 * @see <a href="https://arxiv.org/abs/1707.01083">ShuffleNet</a>
 */
@Summary("Mixes the channels of groups: the first of each, then the second of each, and so on.")
@Functional("channel_shuffle")
public final class ChannelShuffle extends Layer {

  private final int groups;

  /**
   * @param groups into how many groups the channels are divided
   */
  public ChannelShuffle(@Bounds(min = 1) int groups) {
    this.groups = Sizes.requireAtLeast("groups", groups, 1);
  }

  @Override
  public Tensor forward(Tensor input) {
    if (input.dim() < 3) {
      throw new ShapeException(
          "channel_shuffle expects input with > 2 dims, but got input with shape " + input.shape());
    }
    if (input.size(1) % groups != 0) {
      throw new ShapeException(
          "Number of channels must be divisible by groups. Got "
              + input.size(1)
              + " channels and "
              + groups
              + " groups.");
    }
    int inner = input.shape().span(2, input.dim());
    return input
        .reshape(Shape.of(input.size(0), groups, input.size(1) / groups, inner))
        .transpose(1, 2)
        .reshape(input.shape());
  }
}
