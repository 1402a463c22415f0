package io.trainyard.nn.linear;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Inferred;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x Wᵀ + b} over the last dimension: [*, in_features] gives [*, out_features]. Its
 * parameters are {@code weight} [out_features, in_features] and {@code bias} [out_features].
 */
@Summary("A fully connected layer: each output is a weighted sum of all inputs.")
public final class Linear extends Layer {

  /**
   * @param in_features size of the last dimension of the input
   * @param out_features size of the last dimension of the output
   * @param bias whether there is one
   * @param generator draws the initial values: weight and bias are spread evenly over ±1 /
   *     sqrt(in_features), as PyTorch's are
   */
  public Linear(
      @Inferred(dim = -1) @Bounds(min = 1) int in_features,
      @Bounds(min = 1) int out_features,
      @Default("true") boolean bias,
      @Given Generator generator) {
    requireFeatures("in_features", in_features);
    requireFeatures("out_features", out_features);
    double bound = 1 / Math.sqrt(in_features);
    registerParameter(
        "weight", Tensor.uniform(Shape.of(out_features, in_features), -bound, bound, generator));
    if (bias) {
      registerParameter("bias", Tensor.uniform(Shape.of(out_features), -bound, bound, generator));
    }
  }

  private static void requireFeatures(String name, int features) {
    if (features < 1) {
      throw new IllegalArgumentException(name + " has to be at least 1, but got " + features);
    }
  }

  @Override
  public String gradFn(int dims, boolean inplace) {
    return gradFn(dims, parameter("bias"));
  }

  /**
   * PyTorch's name in a graph for what a layer with such a bias makes.
   *
   * @param dims how many dimensions the input has
   */
  public static String gradFn(int dims, @Nullable Tensor bias) {
    return switch (dims) {
      case 1 -> bias == null ? "SqueezeBackward4" : "ViewBackward0";
      case 2 -> bias == null ? "MmBackward0" : "AddmmBackward0";
      default -> bias == null ? "UnsafeViewBackward0" : "ViewBackward0";
    };
  }

  @Override
  public Tensor forward(Tensor input) {
    return input.linear(requireParameter("weight"), parameter("bias"));
  }
}
