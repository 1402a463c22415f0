package io.trainyard.nn.pooling;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The norm of what a window sees at each place, {@code (sum x^p)^(1/p)}: [N, C, H, W] gives [N, C,
 * H', W'].
 */
@Summary("The norm of what a sliding window sees in images.")
@Functional("lp_pool2d")
@GradFn("PowBackward0")
public final class LPPool2d extends Pool {

  private final double norm_type;
  private final boolean ceil_mode;

  /**
   * @param norm_type p: 1 for the sum, 2 for the root of the sum of the squares
   * @param kernel_size how many rows and columns the window sees; one number for both, as below
   * @param stride how far it moves from one place to the next; null for its own size
   * @param ceil_mode whether a last window that only partly fits counts
   */
  public LPPool2d(
      double norm_type,
      @OrSingle @Bounds(min = 1) List<Integer> kernel_size,
      @OrSingle @Bounds(min = 1) @Nullable List<Integer> stride,
      @Default("false") boolean ceil_mode) {
    super(2, kernel_size, stride, List.of(0), List.of(1));
    if (norm_type == 0) {
      throw new IllegalArgumentException("norm_type must not be 0");
    }
    this.norm_type = norm_type;
    this.ceil_mode = ceil_mode;
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor means =
        requireImages(input).pow(norm_type).avgPool2d(window(0), window(1), ceil_mode, true, null);
    Tensor norm =
        means
            .sign()
            .mul(means.abs())
            .mul((double) window(0).size() * window(1).size())
            .pow(1 / norm_type);
    return norm;
  }
}
