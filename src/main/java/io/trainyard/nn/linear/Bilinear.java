package io.trainyard.nn.linear;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x1ᵀ A x2 + b}, with a matrix A for each output: [*, in1_features] and [*,
 * in2_features] give [*, out_features]. Its parameters are {@code weight} [out_features,
 * in1_features, in2_features] and {@code bias} [out_features].
 *
 * <p>PyTorch's layer takes two tensors; in a list of layers there is one. There the last dimension
 * holds both side by side, [*, in1_features + in2_features], such as the columns of a customer and
 * those of a product.
 */
@Summary("Weighted sums of the products of each of the first inputs and each of the others.")
@GradFn("AddBackward0")
public final class Bilinear extends Layer {

  private final int in1_features;
  private final int in2_features;

  /**
   * @param in1_features how many of the inputs come first
   * @param in2_features how many come behind them
   * @param out_features size of the last dimension of the output
   * @param bias whether there is one
   * @param generator draws the initial values: weight and bias are spread evenly over ±1 /
   *     sqrt(in1_features), as PyTorch's are
   */
  public Bilinear(
      @Bounds(min = 1) int in1_features,
      @Bounds(min = 1) int in2_features,
      @Bounds(min = 1) int out_features,
      @Default("true") boolean bias,
      @Given Generator generator) {
    this.in1_features = Sizes.requireAtLeast("in1_features", in1_features, 1);
    this.in2_features = Sizes.requireAtLeast("in2_features", in2_features, 1);
    Sizes.requireAtLeast("out_features", out_features, 1);
    double bound = 1 / Math.sqrt(in1_features);
    Shape weights = Shape.of(out_features, in1_features, in2_features);
    registerParameter("weight", Tensor.uniform(weights, -bound, bound, generator));
    if (bias) {
      registerParameter("bias", Tensor.uniform(Shape.of(out_features), -bound, bound, generator));
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    if (input.dim() == 0 || input.size(-1) != (long) in1_features + in2_features) {
      throw new ShapeException(
          "Bilinear expects its two inputs side by side, "
              + in1_features
              + " and "
              + in2_features
              + " features in the last dimension, got the shape "
              + input.shape());
    }
    return forward(input.narrow(-1, 0, in1_features), input.narrow(-1, in1_features, in2_features));
  }

  /**
   * Computes the output of two inputs, as PyTorch's layer does.
   *
   * @throws ShapeException unless their shapes are the same but for the last dimension
   */
  public Tensor forward(Tensor input1, Tensor input2) {
    if (input1.dim() == 0
        || input2.dim() == 0
        || input1.size(-1) != in1_features
        || input2.size(-1) != in2_features
        || !input1.shape().with(-1, 1).equals(input2.shape().with(-1, 1))) {
      throw new ShapeException(
          "Bilinear expects inputs of shapes [*, "
              + in1_features
              + "] and [*, "
              + in2_features
              + "], got "
              + input1.shape()
              + " and "
              + input2.shape());
    }
    return of(input1, input2, requireParameter("weight"), parameter("bias"));
  }

  /**
   * The products of two inputs of the same shape, weighted: {@code torch.nn.functional.bilinear}.
   */
  public static Tensor of(Tensor input1, Tensor input2, Tensor weight, @Nullable Tensor bias) {
    int in1_features = weight.size(1);
    int in2_features = weight.size(2);
    int outputs = weight.size(0);
    int rows = input1.shape().span(0, input1.dim() - 1);
    Tensor first = input1.reshape(Shape.of(rows, 1, in1_features));
    Tensor second = input2.reshape(Shape.of(rows, in2_features));
    Tensor matrices = weight.reshape(Shape.of(outputs * in1_features, in2_features));
    Tensor mapped = second.linear(matrices, null).reshape(Shape.of(rows, outputs, in1_features));
    Tensor sums = mapped.mul(first).sum(2, false);
    Tensor output = bias == null ? sums : sums.add(bias);
    return output.reshape(input1.shape().with(-1, outputs));
  }
}
