package io.trainyard.nn.convolution;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Either;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.PaddingMode;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Sliding;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer that looks at every place of its input through the same window. Its parameters are {@code
 * weight} [out_channels, in_channels / groups, *kernel_size] and {@code bias} [out_channels].
 */
@ExtraRepr(
    "{in_channels}, {out_channels}, kernel_size={kernel_size*}, stride={stride*}[, "
        + "padding={padding*}][, dilation={dilation*}][, output_padding={output_padding*}]"
        + "[, groups={groups}][, bias={bias}][, padding_mode={padding_mode}]")
public abstract sealed class Convolution extends Layer permits Conv1d, Conv2d {

  /** Padding by a word instead of numbers. */
  public enum Padding {
    /** As much as makes the output as large as the input. */
    SAME,
    /** None. */
    VALID
  }

  private final int in_channels;
  private final int groups;
  private final PaddingMode padding_mode;
  private final Sliding[] windows;

  /**
   * Checks everything, and draws the initial values.
   *
   * @param dims how many dimensions a window has
   */
  Convolution(
      int dims,
      int in_channels,
      int out_channels,
      List<Integer> kernel_size,
      List<Integer> stride,
      Either<Padding, List<Integer>> padding,
      List<Integer> dilation,
      int groups,
      boolean bias,
      PaddingMode padding_mode,
      Generator generator) {
    Sizes.requireAtLeast("groups", groups, 1);
    Sizes.requireAtLeast("in_channels", in_channels, 1);
    Sizes.requireAtLeast("out_channels", out_channels, 1);
    if (in_channels % groups != 0) {
      throw new IllegalArgumentException(
          "in_channels must be divisible by groups, but " + in_channels + " is not by " + groups);
    }
    if (out_channels % groups != 0) {
      throw new IllegalArgumentException(
          "out_channels must be divisible by groups, but " + out_channels + " is not by " + groups);
    }
    this.in_channels = in_channels;
    this.groups = groups;
    this.padding_mode = padding_mode;
    int[] kernel = Sizes.each("kernel_size", kernel_size, dims, 1);
    this.windows =
        windows(
            kernel,
            Sizes.each("stride", stride, dims, 1),
            padding,
            Sizes.each("dilation", dilation, dims, 1));
    int[] shape = IntStream.concat(IntStream.of(0, 0), Arrays.stream(kernel)).toArray();
    shape[0] = out_channels;
    shape[1] = in_channels / groups;
    Shape weights = Shape.of(shape);
    double bound = 1 / Math.sqrt((double) weights.span(1, weights.rank()));
    registerParameter("weight", Tensor.uniform(weights, -bound, bound, generator));
    if (bias) {
      registerParameter("bias", Tensor.uniform(Shape.of(out_channels), -bound, bound, generator));
    }
  }

  private static Sliding[] windows(
      int[] kernel, int[] stride, Either<Padding, List<Integer>> padding, int[] dilation) {
    Sliding[] windows = new Sliding[kernel.length];
    for (int i = 0; i < kernel.length; i++) {
      int both =
          switch (padding) {
            case Either.First<Padding, List<Integer>>(Padding word) ->
                same(word, kernel[i], stride[i], dilation[i]);
            case Either.Second<Padding, List<Integer>>(List<Integer> sizes) ->
                Math.multiplyExact(2, Sizes.each("padding", sizes, kernel.length, 0)[i]);
          };
      // An odd one out stands at the end.
      windows[i] = new Sliding(kernel[i], stride[i], both / 2, both - both / 2, dilation[i]);
    }
    return windows;
  }

  /** Padding at both ends together. */
  private static int same(Padding word, int kernel, int stride, int dilation) {
    if (word == Padding.SAME && stride != 1) {
      throw new IllegalArgumentException(
          "padding='same' is not supported for strided convolutions");
    }
    return word == Padding.SAME ? Math.multiplyExact(dilation, kernel - 1) : 0;
  }

  /** How the window moves along one of its dimensions. */
  final Sliding window(int dim) {
    return windows[dim];
  }

  /** The convolution of images [N, C, H, W] with windows over the last two dimensions. */
  final Tensor convolve(Tensor images, Sliding rows, Sliding columns) {
    Tensor weight = requireParameter("weight");
    Tensor weights =
        weight.reshape(Shape.of(weight.size(0), in_channels / groups, rows.size(), columns.size()));
    return images.conv2d(weights, parameter("bias"), rows, columns, padding_mode, groups);
  }

  final void requireInput(Tensor input, String... dims) {
    Sizes.requireDims(this, input, dims);
    Sizes.requireChannels(this, input, in_channels);
  }
}
