package io.trainyard.nn.pooling;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mean of what a window sees at each place: [N, C, H, W] gives [N, C, H', W']. */
@Summary("The mean of what a sliding window sees in images.")
@Functional("avg_pool2d")
@GradFn("AvgPool2DBackward0")
@ExtraRepr("kernel_size={kernel_size}, stride={stride|kernel_size}, padding={padding}")
public final class AvgPool2d extends Pool {

  private final boolean ceil_mode;
  private final boolean count_include_pad;
  private final @Nullable Integer divisor_override;

  /**
   * @param kernel_size how many rows and columns the window sees; one number for both, as below
   * @param stride how far it moves from one place to the next; null for its own size
   * @param padding how many zeros stand at each edge, at most half of the window's size
   * @param ceil_mode whether a last window that only partly fits counts
   * @param count_include_pad whether the padding counts in the mean
   * @param divisor_override divides the sums instead of the number of elements
   */
  public AvgPool2d(
      @OrSingle @Bounds(min = 1) List<Integer> kernel_size,
      @OrSingle @Bounds(min = 1) @Nullable List<Integer> stride,
      @Default("0") @OrSingle @Bounds(min = 0) List<Integer> padding,
      @Default("false") boolean ceil_mode,
      @Default("true") boolean count_include_pad,
      @Nullable Integer divisor_override) {
    super(2, kernel_size, stride, padding, List.of(1));
    if (divisor_override != null && divisor_override == 0) {
      throw new IllegalArgumentException("divisor must be not zero");
    }
    this.ceil_mode = ceil_mode;
    this.count_include_pad = count_include_pad;
    this.divisor_override = divisor_override;
  }

  @Override
  public Tensor forward(Tensor input) {
    return requireImages(input)
        .avgPool2d(window(0), window(1), ceil_mode, count_include_pad, divisor_override);
  }
}
