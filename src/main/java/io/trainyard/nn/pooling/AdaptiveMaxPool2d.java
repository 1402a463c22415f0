package io.trainyard.nn.pooling;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * The largest elements of equal parts, however large the image is: [N, C, H, W] gives [N, C,
 * *output_size].
 */
@Summary("The largest elements of equal parts of images, output_size of them down and across.")
@Functional(value = "adaptive_max_pool2d", also = "return_indices=False")
@GradFn("AdaptiveMaxPool2DBackward0")
public final class AdaptiveMaxPool2d extends Layer {

  private final int[] output_size;

  /**
   * @param output_size how many parts down and how many across; one number for both
   */
  public AdaptiveMaxPool2d(@OrSingle @Bounds(min = 1) List<Integer> output_size) {
    this.output_size = Sizes.each("output_size", output_size, 2, 1);
  }

  @Override
  public int batchDims() {
    return 4;
  }

  @Override
  public Tensor forward(Tensor input) {
    Sizes.requireDims(this, input, "N", "channels", "height", "width");
    return input.adaptiveMaxPool2d(output_size[0], output_size[1]);
  }
}
