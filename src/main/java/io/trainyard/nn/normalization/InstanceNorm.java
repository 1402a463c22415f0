package io.trainyard.nn.normalization;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code (x - mean) / sqrt(variance + eps) * weight + bias}, mean and variance being those of each
 * channel of each row; in evaluation, if they are tracked, those that were gathered while training.
 *
 * <p>With {@code affine} its parameters are {@code weight} and {@code bias} [num_features]; with
 * {@code track_running_stats} its buffers {@code running_mean} and {@code running_var}
 * [num_features] and {@code num_batches_tracked} [].
 *
 * @see <a href="https://arxiv.org/abs/1607.08022">Instance Normalization</a>
 */
@ExtraRepr(
    "{num_features}, eps={eps}, momentum={momentum}, affine={affine}, "
        + "bias={bias&affine}, track_running_stats={track_running_stats}")
@GradFn("ViewBackward0")
public abstract sealed class InstanceNorm extends Layer permits InstanceNorm1d, InstanceNorm2d {

  private final int num_features;
  private final double eps;
  private final double momentum;
  private final @Nullable Tensor running_mean;
  private final @Nullable Tensor running_var;

  InstanceNorm(
      int num_features,
      double eps,
      double momentum,
      boolean affine,
      boolean track_running_stats,
      boolean bias) {
    this.num_features = Sizes.requireAtLeast("num_features", num_features, 1);
    this.eps = eps;
    this.momentum = momentum;
    Shape shape = Shape.of(num_features);
    if (affine) {
      registerParameter("weight", Tensor.ones(shape));
    }
    if (affine && bias) {
      registerParameter("bias", Tensor.zeros(shape));
    }
    this.running_mean =
        track_running_stats ? registerBuffer("running_mean", Tensor.zeros(shape)) : null;
    this.running_var =
        track_running_stats ? registerBuffer("running_var", Tensor.ones(shape)) : null;
    if (track_running_stats) {
      // PyTorch has it in the state and never counts.
      registerBuffer("num_batches_tracked", Tensor.full(Shape.of(), 0, DType.INT64));
    }
  }

  /** Normalizes an input whose dimension 1 holds the channels. */
  final Tensor normalize(Tensor input) {
    Sizes.requireChannels(this, input, num_features);
    int inner = input.shape().span(2, input.dim());
    Tensor rows = input.reshape(Shape.of(input.size(0), num_features, inner));
    Tensor output =
        isTraining() || running_mean == null || running_var == null
            ? byRow(rows, input.shape())
            : rows.sub(column(running_mean)).div(column(running_var).add(eps).sqrt());
    Tensor weight = parameter("weight");
    if (weight != null) {
      output = output.mul(column(weight));
    }
    Tensor bias = parameter("bias");
    if (bias != null) {
      output = output.add(column(bias));
    }
    return output.reshape(input.shape());
  }

  private Tensor byRow(Tensor rows, Shape shape) {
    int inner = rows.size(2);
    if (inner < 2) {
      throw new ShapeException(
          "Expected more than 1 spatial element when training, got input size " + shape);
    }
    // Every channel of every row is a channel of its own.
    Tensor channels = rows.reshape(Shape.of(1, rows.size(0) * num_features, inner));
    Tensor moments = channels.detach().moments();
    if (isTraining() && running_mean != null && running_var != null) {
      Tensor.noGrad(() -> {
        Tensor byRow = moments.reshape(Shape.of(2, rows.size(0), num_features)).mean(1, false);
        average(running_mean, Arrangement.select(byRow, 0, 0));
        // The variance of all that a row stands for is estimated with one element less.
        average(running_var, Arrangement.select(byRow, 0, 1).mul(inner / (inner - 1.0)));
      });
    }
    return channels.standardize(moments, eps).reshape(rows.shape());
  }

  private void average(Tensor average, Tensor next) {
    average.assign(average.mul(1 - momentum).add(next.mul(momentum)));
  }

  private Tensor column(Tensor channels) {
    return channels.reshape(Shape.of(num_features, 1));
  }
}
