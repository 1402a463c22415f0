package io.trainyard.nn.normalization;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * {@code (x - mean) / sqrt(variance + eps) * weight + bias}, mean and variance being those of each
 * row, that is of the last dimensions. Its parameters are {@code weight} and {@code bias}
 * [*normalized_shape].
 *
 * @see <a href="https://arxiv.org/abs/1607.06450">Layer Normalization</a>
 */
@Summary("Gives every row mean 0 and variance 1.")
@GradFn("NativeLayerNormBackward0")
@ExtraRepr(
    "{normalized_shape*1}, eps={eps}, elementwise_affine={elementwise_affine}, "
        + "bias={bias&elementwise_affine}")
public final class LayerNorm extends Layer {

  private final LastDims normalized_shape;
  private final double eps;

  /**
   * @param normalized_shape the sizes of the last dimensions, or that of the last one
   * @param eps added to the variance, against a division by 0
   * @param elementwise_affine whether a weight for each element of a row is learned
   * @param bias whether a bias is learned too
   */
  public LayerNorm(
      @OrSingle @Bounds(min = 1) List<Integer> normalized_shape,
      @Default("1e-5") @Bounds(min = 0) double eps,
      @Default("true") boolean elementwise_affine,
      @Default("true") boolean bias) {
    this.normalized_shape = new LastDims(this, normalized_shape);
    this.eps = eps;
    Shape shape = this.normalized_shape.shape();
    if (elementwise_affine) {
      registerParameter("weight", Tensor.ones(shape));
    }
    if (elementwise_affine && bias) {
      registerParameter("bias", Tensor.zeros(shape));
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor rows = normalized_shape.rows(input);
    // Every row is a channel of its own.
    Tensor channels = rows.reshape(Shape.of(1, rows.size(0), rows.size(1)));
    Tensor output = channels.standardize(channels.detach().moments(), eps).reshape(input.shape());
    Tensor weight = parameter("weight");
    if (weight != null) {
      output = output.mul(weight);
    }
    Tensor bias = parameter("bias");
    return bias == null ? output : output.add(bias);
  }
}
