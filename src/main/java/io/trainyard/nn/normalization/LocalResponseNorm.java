package io.trainyard.nn.normalization;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Sliding;
import io.trainyard.tensor.Tensor;

/**
 * {@code x / (k + alpha * mean of x² over neighbouring channels)^beta}: [N, C, *] keeps its shape.
 *
 * @see <a href="https://papers.nips.cc/paper/4824">ImageNet Classification with Deep Convolutional
 *     Neural Networks</a>
 */
@Summary("Divides each element by what the same place holds in neighbouring channels.")
@Functional("local_response_norm")
@ExtraRepr("{size}, alpha={alpha}, beta={beta}, k={k}")
@GradFn("DivBackward0")
public final class LocalResponseNorm extends Layer {

  private final int size;
  private final double alpha;
  private final double beta;
  private final double k;

  /**
   * @param size over how many channels the mean goes; those beyond the edge count as zeros
   * @param alpha how much the mean weighs
   * @param beta the power
   * @param k added to the mean
   */
  public LocalResponseNorm(
      @Bounds(min = 1) int size,
      @Default("1e-4") double alpha,
      @Default("0.75") double beta,
      @Default("1.0") double k) {
    this.size = Sizes.requireAtLeast("size", size, 1);
    this.alpha = alpha;
    this.beta = beta;
    this.k = k;
  }

  @Override
  public Tensor forward(Tensor input) {
    if (input.dim() < 3) {
      throw new ShapeException(
          "Expected 3D or higher dimensionality input (got " + input.dim() + " dimensions)");
    }
    int inner = input.shape().span(2, input.dim());
    Sliding channels = new Sliding(size, 1, size / 2, (size - 1) / 2, 1);
    Tensor means =
        input
            .pow(2)
            .reshape(Shape.of(input.size(0), 1, input.size(1), inner))
            .avgPool2d(channels, Sliding.of(1, 1), false, true, null)
            .reshape(input.shape());
    return input.div(means.mul(alpha).add(k).pow(beta));
  }
}
