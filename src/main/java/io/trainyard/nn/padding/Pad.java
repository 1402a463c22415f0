package io.trainyard.nn.padding;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.PaddingMode;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * A layer that puts elements around series [N, C, L] or images [N, C, H, W], or takes some away.
 */
public abstract sealed class Pad extends Layer
    permits CircularPad1d,
        CircularPad2d,
        ConstantPad1d,
        ConstantPad2d,
        ReflectionPad1d,
        ReflectionPad2d,
        ReplicationPad1d,
        ReplicationPad2d,
        ZeroPad1d,
        ZeroPad2d {

  private final int[] padding;

  /**
   * Checks the sizes.
   *
   * @param dims how many dimensions are padded
   * @param padding one number for all ends, or first those of the last dimension: left, right, top,
   *     bottom
   */
  Pad(int dims, List<Integer> padding) {
    this.padding = Sizes.each("padding", padding, 2 * dims, Integer.MIN_VALUE);
  }

  /** Pads one dimension. */
  interface Way {
    Tensor pad(Tensor input, int dim, int before, int after);
  }

  final Tensor padded(Tensor input, Way way) {
    if (padding.length == 2) {
      Sizes.requireDims(this, input, "N", "channels", "length");
    } else {
      Sizes.requireDims(this, input, "N", "channels", "height", "width");
    }
    Tensor output = input;
    for (int i = 0; i < padding.length; i += 2) {
      int dim = input.dim() - 1 - i / 2;
      if ((long) input.size(dim) + padding[i] + padding[i + 1] < 1) {
        throw new ShapeException(
            getClass().getSimpleName()
                + " would leave nothing of dimension "
                + dim
                + " of the shape "
                + input.shape());
      }
      output = way.pad(output, dim, padding[i], padding[i + 1]);
    }
    return output;
  }

  /** Pads with a constant. */
  final Tensor padded(Tensor input, double value) {
    return padded(input, (x, dim, before, after) -> Arrangement.pad(x, dim, before, after, value));
  }

  /** Pads with elements of the input. */
  final Tensor padded(Tensor input, PaddingMode mode) {
    return padded(input, (x, dim, before, after) -> Arrangement.pad(x, dim, before, after, mode));
  }
}
