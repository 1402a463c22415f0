package io.trainyard.nn.pooling;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * The largest elements of equal parts, however long the series is: [N, C, L] gives [N, C,
 * output_size].
 */
@Summary("The largest elements of output_size equal parts of series.")
@Functional(value = "adaptive_max_pool1d", also = "return_indices=False")
@GradFn("SqueezeBackward1")
public final class AdaptiveMaxPool1d extends Layer {

  private final int output_size;

  /**
   * @param output_size how many parts
   */
  public AdaptiveMaxPool1d(@OrSingle @Bounds(min = 1) List<Integer> output_size) {
    this.output_size = Sizes.each("output_size", output_size, 1, 1)[0];
  }

  @Override
  public int batchDims() {
    return 3;
  }

  @Override
  public Tensor forward(Tensor input) {
    Sizes.requireDims(this, input, "N", "channels", "length");
    Shape image = Shape.of(input.size(0), input.size(1), 1, input.size(2));
    return input
        .reshape(image)
        .adaptiveMaxPool2d(1, output_size)
        .reshape(input.shape().with(2, output_size));
  }
}
