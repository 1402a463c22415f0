package io.trainyard.nn.pooling;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Sliding;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mean of what a window sees at each place: [N, C, L] gives [N, C, L']. */
@Summary("The mean of what a sliding window sees in series.")
@Functional("avg_pool1d")
@GradFn("SqueezeBackward1")
@ExtraRepr("kernel_size={kernel_size*}, stride={stride*|kernel_size}, padding={padding*}")
public final class AvgPool1d extends Pool {

  private final boolean ceil_mode;
  private final boolean count_include_pad;

  /**
   * @param kernel_size how many neighbours the window sees
   * @param stride how far it moves from one place to the next; null for its own size
   * @param padding how many zeros stand at both ends, at most half of the window's size
   * @param ceil_mode whether a last window that only partly fits counts
   * @param count_include_pad whether the padding counts in the mean
   */
  public AvgPool1d(
      @OrSingle @Bounds(min = 1) List<Integer> kernel_size,
      @OrSingle @Bounds(min = 1) @Nullable List<Integer> stride,
      @Default("0") @OrSingle @Bounds(min = 0) List<Integer> padding,
      @Default("false") boolean ceil_mode,
      @Default("true") boolean count_include_pad) {
    super(1, kernel_size, stride, padding, List.of(1));
    this.ceil_mode = ceil_mode;
    this.count_include_pad = count_include_pad;
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor images = asImages(input);
    return asSeries(
        images.avgPool2d(Sliding.of(1, 1), window(0), ceil_mode, count_include_pad, null));
  }
}
