package io.trainyard.nn.normalization;

import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Inferred;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Batch normalization of columns or series: [N, num_features] or [N, num_features, L]. */
@Summary("Gives every column, or channel of series, mean 0 and variance 1 over the batch.")
public final class BatchNorm1d extends BatchNorm {

  /**
   * @param num_features size of dimension 1 of the input
   * @param eps added to the variance, against a division by 0
   * @param momentum the share of each new batch in the running statistics; null for the plain mean
   *     of all batches
   * @param affine whether a weight for each channel is learned
   * @param track_running_stats whether statistics are gathered; without them evaluation takes those
   *     of its own batch
   * @param bias whether a bias is learned too
   */
  public BatchNorm1d(
      @Inferred(dim = 1) @Bounds(min = 1) int num_features,
      @Default("1e-5") @Bounds(min = 0) double eps,
      @Default("0.1") @Bounds(min = 0, max = 1) @Nullable Double momentum,
      @Default("true") boolean affine,
      @Default("true") boolean track_running_stats,
      @Default("true") boolean bias) {
    super(num_features, eps, momentum, affine, track_running_stats, bias);
  }

  @Override
  public Tensor forward(Tensor input) {
    if (input.dim() != 2) {
      Sizes.requireDims(this, input, "N", "features", "length");
    }
    return normalize(input);
  }
}
