package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;

/**
 * {@code a * sigmoid(b)}, a and b being the two halves of a dimension: the output has half its
 * size.
 *
 * @see <a href="https://arxiv.org/abs/1612.08083">Language Modeling with Gated Convolutional
 *     Networks</a>
 */
@Summary("One half of dim times the sigmoid of the other.")
@Functional("glu")
@GradFn("GluBackward0")
public final class GLU extends Activation {

  private final int dim;

  /**
   * @param dim the dimension to halve; negative ones count from the end
   */
  public GLU(@Default("-1") int dim) {
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor input) {
    if (input.dim() == 0) {
      throw new ShapeException("glu does not support 0-dimensional tensors");
    }
    int size = input.size(dim);
    if (size % 2 != 0) {
      throw new ShapeException(
          "Halving dimension must be even, but dimension " + dim + " is size " + size);
    }
    Tensor gate = input.narrow(dim, size / 2, size / 2).sigmoid();
    return input.narrow(dim, 0, size / 2).mul(gate);
  }
}
