package io.trainyard.nn.normalization;

import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Inferred;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** Normalization of each channel of each of the images: [N, num_features, H, W]. */
@Summary("Gives every channel of every one of the images mean 0 and variance 1.")
public final class InstanceNorm2d extends InstanceNorm {

  /**
   * @param num_features size of dimension 1 of the input
   * @param eps added to the variance, against a division by 0
   * @param momentum the share of each new batch in the running statistics
   * @param affine whether a weight for each channel is learned
   * @param track_running_stats whether statistics are gathered, for evaluation
   * @param bias whether a bias is learned too
   */
  public InstanceNorm2d(
      @Inferred(dim = 1) @Bounds(min = 1) int num_features,
      @Default("1e-5") @Bounds(min = 0) double eps,
      @Default("0.1") @Bounds(min = 0, max = 1) double momentum,
      @Default("false") boolean affine,
      @Default("false") boolean track_running_stats,
      @Default("true") boolean bias) {
    super(num_features, eps, momentum, affine, track_running_stats, bias);
  }

  @Override
  public Tensor forward(Tensor input) {
    Sizes.requireDims(this, input, "N", "channels", "height", "width");
    return normalize(input);
  }
}
