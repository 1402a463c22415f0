package io.trainyard.nn.normalization;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * In training, {@code (x - mean) / sqrt(variance + eps) * weight + bias} with the mean and the
 * variance of each channel over the batch; in evaluation, with those that were gathered while
 * training.
 *
 * <p>Its parameters are {@code weight} and {@code bias} [num_features], its buffers {@code
 * running_mean} and {@code running_var} [num_features] and {@code num_batches_tracked} [].
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Batch Normalization</a>
 */
@GradFn("NativeBatchNormBackward0")
@ExtraRepr(
    "{num_features}, eps={eps}, momentum={momentum}, affine={affine}, "
        + "bias={bias&affine}, track_running_stats={track_running_stats}")
public abstract sealed class BatchNorm extends Layer permits BatchNorm1d, BatchNorm2d {

  private final int num_features;
  private final double eps;
  private final @Nullable Double momentum;
  private final @Nullable Running running;

  /** What is gathered while training. */
  private record Running(Tensor mean, Tensor variance, Tensor batches) {}

  BatchNorm(
      int num_features,
      double eps,
      @Nullable Double momentum,
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
    this.running =
        track_running_stats
            ? new Running(
                registerBuffer("running_mean", Tensor.zeros(shape)),
                registerBuffer("running_var", Tensor.ones(shape)),
                registerBuffer("num_batches_tracked", Tensor.full(Shape.of(), 0, DType.INT64)))
            : null;
  }

  /** Normalizes an input whose dimension 1 holds the channels. */
  final Tensor normalize(Tensor input) {
    Sizes.requireChannels(this, input, num_features);
    int inner = input.shape().span(2, input.dim());
    Tensor batch = input.reshape(Shape.of(input.size(0), num_features, inner));
    Running known = isTraining() ? null : running;
    Tensor normalized =
        known == null ? byBatch(batch, input.shape()) : affine(batch, known.mean, known.variance);
    return normalized.reshape(input.shape());
  }

  private Tensor byBatch(Tensor batch, Shape shape) {
    long count = batch.numel() / num_features;
    if (isTraining() && count < 2) {
      throw new ShapeException(
          "Expected more than 1 value per channel when training, got input size " + shape);
    }
    Tensor moments = batch.detach().moments();
    if (isTraining() && running != null) {
      Tensor.noGrad(() -> gather(running, moments, count));
    }
    Tensor standardized = batch.standardize(moments, eps);
    Tensor weight = parameter("weight");
    Tensor bias = parameter("bias");
    Tensor weighted = weight == null ? standardized : standardized.mul(column(weight));
    return bias == null ? weighted : weighted.add(column(bias));
  }

  private void gather(Running running, Tensor moments, long count) {
    running.batches.assign(running.batches.add(1));
    Tensor mean = moments.indexSelect(new int[] {0}).reshape(Shape.of(num_features));
    // The variance of all that the batch stands for is estimated with one element less.
    Tensor variance =
        moments
            .indexSelect(new int[] {1})
            .reshape(Shape.of(num_features))
            .mul((double) count / (count - 1));
    average(running.mean, mean);
    average(running.variance, variance);
  }

  private void average(Tensor average, Tensor next) {
    if (momentum == null) {
      Tensor batches = java.util.Objects.requireNonNull(running).batches;
      average.assign(average.add(next.sub(average).div(batches)));
    } else {
      average.assign(average.mul(1 - momentum).add(next.mul(momentum)));
    }
  }

  /** As one factor and one summand for each channel. */
  private Tensor affine(Tensor batch, Tensor mean, Tensor variance) {
    Tensor factor = Tensor.scalar(1).div(variance.add(eps).sqrt());
    Tensor weight = parameter("weight");
    if (weight != null) {
      factor = factor.mul(weight);
    }
    Tensor summand = mean.mul(factor).neg();
    Tensor bias = parameter("bias");
    if (bias != null) {
      summand = summand.add(bias);
    }
    return batch.mul(column(factor)).add(column(summand));
  }

  private Tensor column(Tensor channels) {
    return channels.reshape(Shape.of(num_features, 1));
  }
}
