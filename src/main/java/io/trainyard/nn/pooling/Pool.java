package io.trainyard.nn.pooling;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Sliding;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer without parameters that makes one element of all those that a window sees. */
public abstract sealed class Pool extends Layer
    permits AvgPool1d, AvgPool2d, LPPool1d, LPPool2d, MaxPool1d, MaxPool2d {

  private final Sliding[] windows;

  /**
   * Checks the sizes.
   *
   * @param dims how many dimensions a window has
   * @param stride null for that of the window itself
   */
  Pool(
      int dims,
      List<Integer> kernel_size,
      @Nullable List<Integer> stride,
      List<Integer> padding,
      List<Integer> dilation) {
    int[] kernel = Sizes.each("kernel_size", kernel_size, dims, 1);
    // PyTorch takes an empty stride for none.
    int[] moves =
        stride == null || stride.isEmpty() ? kernel : Sizes.each("stride", stride, dims, 1);
    int[] pad = Sizes.each("padding", padding, dims, 0);
    int[] apart = Sizes.each("dilation", dilation, dims, 1);
    this.windows = new Sliding[dims];
    for (int i = 0; i < dims; i++) {
      if (pad[i] > kernel[i] / 2) {
        throw new IllegalArgumentException(
            "padding should be at most half of kernel size, but got padding="
                + pad[i]
                + " and kernel_size="
                + kernel[i]);
      }
      windows[i] = new Sliding(kernel[i], moves[i], pad[i], pad[i], apart[i]);
    }
  }

  @Override
  public int batchDims() {
    return windows.length + 2;
  }

  /** How the window moves along one of its dimensions. */
  final Sliding window(int dim) {
    return windows[dim];
  }

  /** Series [N, C, L] as images of one row. */
  final Tensor asImages(Tensor series) {
    Sizes.requireDims(this, series, "N", "channels", "length");
    return series.reshape(Shape.of(series.size(0), series.size(1), 1, series.size(2)));
  }

  /** Images of one row as series. */
  static Tensor asSeries(Tensor images) {
    return images.reshape(Shape.of(images.size(0), images.size(1), images.size(3)));
  }

  final Tensor requireImages(Tensor input) {
    Sizes.requireDims(this, input, "N", "channels", "height", "width");
    return input;
  }
}
