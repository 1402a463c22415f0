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
 * Makes larger images of several channels: [N, C * r², H, W] gives [N, C, H * r, W * r], where each
 * r x r square holds what stood in r² channels.
 *
 * @see <a href="https://arxiv.org/abs/1609.05158">Real-Time Single Image and Video Super-Resolution
 *     Using an Efficient Sub-Pixel Convolutional Neural Network</a>
 */
@Summary("Makes images upscale_factor times as large, out of the square of it channels each.")
@Functional("pixel_shuffle")
public final class PixelShuffle extends Layer {

  private final int upscale_factor;

  /**
   * @param upscale_factor r
   */
  public PixelShuffle(@Bounds(min = 1) int upscale_factor) {
    this.upscale_factor = Sizes.requireAtLeast("upscale_factor", upscale_factor, 1);
  }

  @Override
  public Tensor forward(Tensor input) {
    Sizes.requireDims(this, input, "N", "channels", "height", "width");
    int r = upscale_factor;
    if (input.size(1) % ((long) r * r) != 0) {
      throw new ShapeException(
          "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of"
              + " upscale_factor, but input.size(-3)="
              + input.size(1)
              + " is not divisible by "
              + (long) r * r);
    }
    int channels = input.size(1) / (r * r);
    int height = input.size(2);
    int width = input.size(3);
    return input
        .reshape(Shape.of(input.size(0) * channels, r, r, height, width))
        .permute(0, 3, 1, 4, 2)
        .reshape(Shape.of(input.size(0), channels, height * r, width * r));
  }
}
