package io.trainyard.nn.vision;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;

/** Undoes {@link PixelShuffle}: [N, C, H * r, W * r] gives [N, C * r², H, W]. */
@Summary("Makes images smaller by downscale_factor, and channels of the elements of each square.")
@Functional("pixel_unshuffle")
public final class PixelUnshuffle extends Layer {

  private final int downscale_factor;

  /**
   * @param downscale_factor r
   */
  public PixelUnshuffle(@Bounds(min = 1) int downscale_factor) {
    this.downscale_factor = Sizes.requireAtLeast("downscale_factor", downscale_factor, 1);
  }

  @Override
  public Tensor forward(Tensor input) {
    Sizes.requireDims(this, input, "N", "channels", "height", "width");
    int r = downscale_factor;
    for (int dim = 2; dim < 4; dim++) {
      if (input.size(dim) % r != 0) {
        throw new ShapeException(
            "pixel_unshuffle expects height and width to be divisible by downscale_factor, but "
                + input.size(dim)
                + " in the shape "
                + input.shape()
                + " is not divisible by "
                + r);
      }
    }
    int height = input.size(2) / r;
    int width = input.size(3) / r;
    return input
        .reshape(Shape.of(input.size(0) * input.size(1), height, r, width, r))
        .permute(0, 2, 4, 1, 3)
        .reshape(Shape.of(input.size(0), input.size(1) * r * r, height, width));
  }
}
