package io.trainyard.nn.normalization;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code x / sqrt(mean(x²) + eps) * weight}, the mean being that of each row, that is of the last
 * dimensions. Its parameter is {@code weight} [*normalized_shape].
 *
 * @see <a href="https://arxiv.org/abs/1910.07467">Root Mean Square Layer Normalization</a>
 */
@Summary("Divides every row by the root of the mean of its squares.")
@ExtraRepr("{normalized_shape*1}, eps={eps}, elementwise_affine={elementwise_affine}")
@GradFn("MulBackward0")
public final class RMSNorm extends Layer {

  /** The distance from 1 to the next larger float. */
  private static final double EPSILON = 0x1p-23;

  private final LastDims normalized_shape;
  private final double eps;

  /**
   * @param normalized_shape the sizes of the last dimensions, or that of the last one
   * @param eps added to the mean, against a division by 0; null for the distance from 1 to the next
   *     larger float
   * @param elementwise_affine whether a weight for each element of a row is learned
   */
  public RMSNorm(
      @OrSingle @Bounds(min = 1) List<Integer> normalized_shape,
      @Bounds(min = 0) @Nullable Double eps,
      @Default("true") boolean elementwise_affine) {
    this.normalized_shape = new LastDims(this, normalized_shape);
    this.eps = eps == null ? EPSILON : eps;
    if (elementwise_affine) {
      registerParameter("weight", Tensor.ones(this.normalized_shape.shape()));
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor rows = normalized_shape.rows(input);
    Tensor roots = rows.pow(2).mean(1, true).add(eps).sqrt();
    Tensor output = rows.div(roots).reshape(input.shape());
    Tensor weight = parameter("weight");
    return weight == null ? output : output.mul(weight);
  }
}
