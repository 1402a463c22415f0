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

/** The largest element that a window sees at each place: [N, C, H, W] gives [N, C, H', W']. */
@Summary("The largest element that a sliding window sees in images.")
@Functional(value = "max_pool2d", also = "return_indices=False")
@GradFn("MaxPool2DWithIndicesBackward0")
@ExtraRepr(
    "kernel_size={kernel_size}, stride={stride|kernel_size}, padding={padding}, "
        + "dilation={dilation}, ceil_mode={ceil_mode}")
public final class MaxPool2d extends Pool {

  private final boolean ceil_mode;

  /**
   * @param kernel_size how many rows and columns the window sees; one number for both, as below
   * @param stride how far it moves from one place to the next; null for its own size
   * @param padding how many elements that are never largest stand at each edge, at most half of the
   *     window's size
   * @param dilation how far the elements that it sees are apart
   * @param ceil_mode whether a last window that only partly fits counts
   */
  public MaxPool2d(
      @OrSingle @Bounds(min = 1) List<Integer> kernel_size,
      @OrSingle @Bounds(min = 1) @Nullable List<Integer> stride,
      @Default("0") @OrSingle @Bounds(min = 0) List<Integer> padding,
      @Default("1") @OrSingle @Bounds(min = 1) List<Integer> dilation,
      @Default("false") boolean ceil_mode) {
    super(2, kernel_size, stride, padding, dilation);
    this.ceil_mode = ceil_mode;
  }

  @Override
  public Tensor forward(Tensor input) {
    return requireImages(input).maxPool2d(window(0), window(1), ceil_mode);
  }
}
