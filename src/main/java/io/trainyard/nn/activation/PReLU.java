package io.trainyard.nn.activation;

import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;

/**
 * {@code x} where it is positive, elsewhere {@code weight * x}. Its parameter is {@code weight}
 * [num_parameters]: one slope, or one for each channel in dimension 1.
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">Delving Deep into Rectifiers</a>
 */
@Summary("x where it is positive, elsewhere a learned multiple of x.")
@GradFn("PreluKernelBackward0")
@ExtraRepr("num_parameters={num_parameters}")
public final class PReLU extends Activation {

  /**
   * @param num_parameters 1, or as many as there are channels
   * @param init the slope to begin with
   */
  public PReLU(@Default("1") @Bounds(min = 1) int num_parameters, @Default("0.25") double init) {
    Sizes.requireAtLeast("num_parameters", num_parameters, 1);
    registerParameter("weight", Tensor.full(Shape.of(num_parameters), (float) init));
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor weight = requireParameter("weight");
    Tensor slope = weight;
    if (weight.numel() > 1) {
      Sizes.requireChannels(this, input, weight.size(0));
      int[] dims = new int[input.dim() - 1];
      Arrays.fill(dims, 1);
      dims[0] = weight.size(0);
      slope = weight.reshape(Shape.of(dims));
    }
    Tensor isPositive = input.gt(Tensor.scalar(0));
    return Tensor.where(isPositive, input, input.mul(slope)).reshape(input.shape());
  }
}
