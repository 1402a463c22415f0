package io.trainyard.nn.convolution;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.PaddingMode;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Sliding;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer that does to shapes the opposite of a {@link Convolution}: each element of its input adds
 * a multiple of the kernel to the output. Its parameters are {@code weight} [in_channels,
 * out_channels / groups, *kernel_size] and {@code bias} [out_channels].
 *
 * @see <a href="https://arxiv.org/abs/1603.07285">A guide to convolution arithmetic for deep
 *     learning</a>
 */
@GradFn("ConvolutionBackward0")
@ExtraRepr(
    "{in_channels}, {out_channels}, kernel_size={kernel_size*}, stride={stride*}[, "
        + "padding={padding*}][, dilation={dilation*}][, output_padding={output_padding*}]"
        + "[, groups={groups}][, bias={bias}][, padding_mode={padding_mode}]")
public abstract sealed class TransposedConvolution extends Layer
    permits ConvTranspose1d, ConvTranspose2d {

  private final int in_channels;
  private final int groups;
  private final int[] padding;
  private final int[] output_padding;
  private final Sliding[] windows;

  /**
   * Checks everything, and draws the initial values.
   *
   * @param dims how many dimensions a window has
   */
  TransposedConvolution(
      int dims,
      int in_channels,
      int out_channels,
      List<Integer> kernel_size,
      List<Integer> stride,
      List<Integer> padding,
      List<Integer> output_padding,
      int groups,
      boolean bias,
      List<Integer> dilation,
      PaddingMode padding_mode,
      Generator generator) {
    if (padding_mode != PaddingMode.ZEROS) {
      throw new IllegalArgumentException(
          "Only \"zeros\" padding mode is supported for " + getClass().getSimpleName());
    }
    Sizes.requireAtLeast("groups", groups, 1);
    this.in_channels = Sizes.requireAtLeast("in_channels", in_channels, 1);
    Sizes.requireAtLeast("out_channels", out_channels, 1);
    if (in_channels % groups != 0 || out_channels % groups != 0) {
      throw new IllegalArgumentException(
          "in_channels and out_channels must be divisible by groups, but "
              + in_channels
              + " and "
              + out_channels
              + " are not both by "
              + groups);
    }
    this.groups = groups;
    int[] kernel = Sizes.each("kernel_size", kernel_size, dims, 1);
    int[] moves = Sizes.each("stride", stride, dims, 1);
    int[] apart = Sizes.each("dilation", dilation, dims, 1);
    this.padding = Sizes.each("padding", padding, dims, 0);
    this.output_padding = Sizes.each("output_padding", output_padding, dims, 0);
    this.windows = new Sliding[dims];
    for (int i = 0; i < dims; i++) {
      if (this.output_padding[i] >= Math.max(moves[i], apart[i])) {
        throw new IllegalArgumentException(
            "output padding must be smaller than either stride or dilation, but got output_padding="
                + this.output_padding[i]
                + ", stride="
                + moves[i]
                + " and dilation="
                + apart[i]);
      }
      windows[i] = new Sliding(kernel[i], moves[i], this.padding[i], this.padding[i], apart[i]);
    }
    int[] shape = IntStream.concat(IntStream.of(0, 0), Arrays.stream(kernel)).toArray();
    shape[0] = in_channels;
    shape[1] = out_channels / groups;
    Shape weights = Shape.of(shape);
    double bound = 1 / Math.sqrt((double) weights.span(1, weights.rank()));
    registerParameter("weight", Tensor.uniform(weights, -bound, bound, generator));
    if (bias) {
      registerParameter("bias", Tensor.uniform(Shape.of(out_channels), -bound, bound, generator));
    }
  }

  /** How the window moves along one of the output's dimensions. */
  final Sliding window(int dim) {
    return windows[dim];
  }

  final int extra(int dim) {
    return output_padding[dim];
  }

  final void requireInput(Tensor input, String... dims) {
    Sizes.requireDims(this, input, dims);
    Sizes.requireChannels(this, input, in_channels);
    for (int i = 0; i < windows.length; i++) {
      Sliding window = windows[i];
      long length =
          (input.size(i + 2) - 1L) * window.stride()
              - 2L * padding[i]
              + window.dilation() * (window.size() - 1L)
              + output_padding[i]
              + 1;
      if (length < 1) {
        throw new ShapeException(
            getClass().getSimpleName()
                + " would make an output of size "
                + length
                + " in dimension "
                + (i + 2)
                + " of the input shape "
                + input.shape());
      }
    }
  }

  /** The transposed convolution of images [N, C, H, W]. */
  final Tensor convolve(
      Tensor images, Sliding rows, Sliding columns, int extraRows, int extraColumns) {
    Tensor weight = requireParameter("weight");
    Tensor weights =
        weight.reshape(Shape.of(weight.size(0), weight.size(1), rows.size(), columns.size()));
    return images.convTranspose2d(
        weights, parameter("bias"), rows, columns, extraRows, extraColumns, groups);
  }
}
