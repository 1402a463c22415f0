package io.trainyard.script.torch;

import io.trainyard.nn.normalization.GroupNorm;
import io.trainyard.nn.normalization.InstanceNorm1d;
import io.trainyard.nn.normalization.InstanceNorm2d;
import io.trainyard.nn.normalization.LayerNorm;
import io.trainyard.nn.normalization.RMSNorm;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Statistics;
import io.trainyard.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that normalize, with weights that are given. */
final class NormFunctions {

  private final LayerFunctions layers;

  private NormFunctions(LayerFunctions layers) {
    this.layers = layers;
  }

  static void addTo(LayerFunctions layers, Table table) {
    var norms = new NormFunctions(layers);
    table.function(
        "layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)"
            + " -> NativeLayerNormBackward0",
        norms::layer);
    table.function(
        "rms_norm(input, normalized_shape, weight=None, eps=None) -> MulBackward0", norms::rms);
    table.function(
        "group_norm(input, num_groups, weight=None, bias=None, eps=1e-05)"
            + " -> NativeGroupNormBackward0",
        norms::group);
    table.function(
        "instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None,"
            + " use_input_stats=True, momentum=0.1, eps=1e-05) -> ViewBackward0",
        norms::instance);
    table.function(
        "batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False,"
            + " momentum=0.1, eps=1e-05) -> NativeBatchNormBackward0",
        NormFunctions::batch);
    table.function(
        "normalize(input, p=2.0, dim=1, eps=1e-12, out=None) -> DivBackward0",
        a ->
            Statistics.normalize(
                a.tensor("input"), a.number("p"), a.integer("dim"), a.number("eps")));
  }

  private Tensor layer(Arguments a) {
    Tensor normal =
        layers
            .made(
                LayerNorm.class,
                Map.of(
                    "normalized_shape", a.get("normalized_shape"),
                    "eps", a.get("eps"),
                    "elementwise_affine", false),
                a)
            .forward(a.tensor("input"));
    return weighted(normal, a.optionalTensor("weight"), a.optionalTensor("bias"));
  }

  private Tensor rms(Arguments a) {
    Tensor normal =
        layers
            .made(
                RMSNorm.class,
                Map.of(
                    "normalized_shape", a.get("normalized_shape"),
                    "eps", a.get("eps"),
                    "elementwise_affine", false),
                a)
            .forward(a.tensor("input"));
    return weighted(normal, a.optionalTensor("weight"), null);
  }

  private Tensor group(Arguments a) {
    Tensor x = withChannels(a);
    Tensor normal =
        layers
            .made(
                GroupNorm.class,
                Map.of(
                    "num_groups",
                    a.get("num_groups"),
                    "num_channels",
                    (long) x.size(1),
                    "eps",
                    a.get("eps"),
                    "affine",
                    false),
                a)
            .forward(x);
    return byChannels(normal, a);
  }

  private Tensor instance(Arguments a) {
    Tensor x = withChannels(a);
    if (!a.bool("use_input_stats")) {
      return byChannels(standardized(x, a), a);
    }
    if (a.isGiven("running_mean") || a.isGiven("running_var")) {
      throw a.error(
          ErrorKind.UNSUPPORTED,
          "instance_norm(): running statistics are only followed by nn.InstanceNorm1d and 2d");
    }
    Tensor normal =
        layers
            .made(
                x.dim() == 3 ? InstanceNorm1d.class : InstanceNorm2d.class,
                Map.of("num_features", (long) x.size(1), "eps", a.get("eps")),
                a)
            .forward(x);
    return byChannels(normal, a);
  }

  private static Tensor batch(Arguments a) {
    Tensor x = withChannels(a);
    if (!a.bool("training")) {
      return byChannels(standardized(x, a), a);
    }
    int channels = x.size(1);
    long count = x.numel() / Math.max(1, channels);
    if (count < 2) {
      throw new ShapeException(
          "Expected more than 1 value per channel when training, got input size " + x.shape());
    }
    Tensor batch = x.reshape(Shape.of(x.size(0), channels, x.shape().span(2, x.dim())));
    Tensor moments = batch.detach().moments();
    Tensor.noGrad(() -> {
      double momentum = a.number("momentum");
      follow(a.optionalTensor("running_mean"), moments, 0, 1, momentum);
      // The variance of all that the batch stands for is estimated with one element less.
      follow(a.optionalTensor("running_var"), moments, 1, (double) count / (count - 1), momentum);
    });
    return byChannels(batch.standardize(moments, a.number("eps")).reshape(x.shape()), a);
  }

  private static void follow(
      @Nullable Tensor average, Tensor moments, int row, double factor, double momentum) {
    if (average != null) {
      Tensor next = moments.indexSelect(new int[] {row}).reshape(average.shape()).mul(factor);
      average.assign(average.mul(1 - momentum).add(next.mul(momentum)));
    }
  }

  /** By statistics that were gathered before. */
  private static Tensor standardized(Tensor x, Arguments a) {
    Tensor deviation = a.tensor("running_var").add(a.number("eps")).sqrt();
    return x.sub(column(a.tensor("running_mean"), x)).div(column(deviation, x));
  }

  private static Tensor withChannels(Arguments a) {
    Tensor x = a.tensor("input");
    if (x.dim() < 2) {
      throw new ShapeException(
          "Expected at least 2 dimensions for input tensor but received " + x.dim());
    }
    return x;
  }

  private static Tensor byChannels(Tensor normal, Arguments a) {
    Tensor weight = a.optionalTensor("weight");
    Tensor bias = a.optionalTensor("bias");
    return weighted(
        normal,
        weight == null ? null : column(weight, normal),
        bias == null ? null : column(bias, normal));
  }

  private static Tensor weighted(Tensor normal, @Nullable Tensor weight, @Nullable Tensor bias) {
    Tensor scaled = weight == null ? normal : normal.mul(weight);
    return bias == null ? scaled : scaled.add(bias);
  }

  /** One value for each channel, to be broadcast over all that a channel holds. */
  private static Tensor column(Tensor channels, Tensor x) {
    if (channels.numel() != x.size(1)) {
      throw new ShapeException(
          "expected one value for each of the %d channels, got the shape %s"
              .formatted(x.size(1), channels.shape()));
    }
    int[] shape = new int[x.dim() - 1];
    java.util.Arrays.fill(shape, 1);
    shape[0] = x.size(1);
    return channels.reshape(Shape.of(shape));
  }
}
