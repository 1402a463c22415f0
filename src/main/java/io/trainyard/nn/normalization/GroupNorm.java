package io.trainyard.nn.normalization;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Inferred;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;

/**
 * {@code (x - mean) / sqrt(variance + eps) * weight + bias}, mean and variance being those of each
 * row's groups of channels: [N, num_channels, *]. Its parameters are {@code weight} and {@code
 * bias} [num_channels].
 *
 * @see <a href="https://arxiv.org/abs/1803.08494">Group Normalization</a>
 */
@Summary("Gives every group of channels of every row mean 0 and variance 1.")
@GradFn("NativeGroupNormBackward0")
@ExtraRepr("{num_groups}, {num_channels}, eps={eps}, affine={affine}, bias={bias&affine}")
public final class GroupNorm extends Layer {

  private final int num_groups;
  private final int num_channels;
  private final double eps;

  /**
   * @param num_groups into how many groups the channels are divided
   * @param num_channels size of dimension 1 of the input, a multiple of the groups
   * @param eps added to the variance, against a division by 0
   * @param affine whether a weight for each channel is learned
   * @param bias whether a bias is learned too
   */
  public GroupNorm(
      @Bounds(min = 1) int num_groups,
      @Inferred(dim = 1) @Bounds(min = 1) int num_channels,
      @Default("1e-5") @Bounds(min = 0) double eps,
      @Default("true") boolean affine,
      @Default("true") boolean bias) {
    this.num_groups = Sizes.requireAtLeast("num_groups", num_groups, 1);
    this.num_channels = Sizes.requireAtLeast("num_channels", num_channels, 1);
    if (num_channels % num_groups != 0) {
      throw new IllegalArgumentException(
          "num_channels ("
              + num_channels
              + ") must be divisible by num_groups ("
              + num_groups
              + ")");
    }
    this.eps = eps;
    Shape shape = Shape.of(num_channels);
    if (affine) {
      registerParameter("weight", Tensor.ones(shape));
    }
    if (affine && bias) {
      registerParameter("bias", Tensor.zeros(shape));
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    if (input.dim() < 2) {
      throw new ShapeException(
          "Expected at least 2 dimensions for input tensor but received " + input.dim());
    }
    Sizes.requireChannels(this, input, num_channels);
    int inner = input.shape().span(2, input.dim());
    int groups = Math.multiplyExact(input.size(0), num_groups);
    Tensor channels =
        input.reshape(Shape.of(1, groups, Math.multiplyExact(num_channels / num_groups, inner)));
    Tensor moments = channels.detach().moments();
    Tensor output =
        channels.standardize(moments, eps).reshape(Shape.of(input.size(0), num_channels, inner));
    Tensor weight = parameter("weight");
    if (weight != null) {
      output = output.mul(weight.reshape(Shape.of(num_channels, 1)));
    }
    Tensor bias = parameter("bias");
    if (bias != null) {
      output = output.add(bias.reshape(Shape.of(num_channels, 1)));
    }
    return output.reshape(input.shape());
  }
}
