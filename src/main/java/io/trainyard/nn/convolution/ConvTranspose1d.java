package io.trainyard.nn.convolution;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Inferred;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.PaddingMode;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Sliding;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Makes larger series, as the opposite of a convolution: [N, in_channels, L] gives [N,
 * out_channels, L'].
 */
@Summary("The opposite of a convolution of series: each element adds a kernel to the output.")
public final class ConvTranspose1d extends TransposedConvolution {

  /**
   * @param in_channels size of dimension 1 of the input
   * @param out_channels size of dimension 1 of the output
   * @param kernel_size how many neighbours an element adds to
   * @param stride how far apart neighbours add
   * @param padding how much is cut off at each end
   * @param output_padding how much is added at the end only, which tells apart the sizes that a
   *     convolution with strides makes equal
   * @param groups into so many groups the channels are divided, which see nothing of each other
   * @param bias whether there is one
   * @param dilation how far the elements that one adds to are apart
   * @param padding_mode zeros is the only one, as in PyTorch
   * @param generator draws the initial values: weight and bias are spread evenly over ±1 /
   *     sqrt(out_channels / groups * the kernel's size), as PyTorch's are
   */
  public ConvTranspose1d(
      @Inferred(dim = 1) @Bounds(min = 1) int in_channels,
      @Bounds(min = 1) int out_channels,
      @OrSingle @Bounds(min = 1) List<Integer> kernel_size,
      @Default("1") @OrSingle @Bounds(min = 1) List<Integer> stride,
      @Default("0") @OrSingle @Bounds(min = 0) List<Integer> padding,
      @Default("0") @OrSingle @Bounds(min = 0) List<Integer> output_padding,
      @Default("1") @Bounds(min = 1) int groups,
      @Default("true") boolean bias,
      @Default("1") @OrSingle @Bounds(min = 1) List<Integer> dilation,
      @Default("zeros") PaddingMode padding_mode,
      @Given Generator generator) {
    super(
        1,
        in_channels,
        out_channels,
        kernel_size,
        stride,
        padding,
        output_padding,
        groups,
        bias,
        dilation,
        padding_mode,
        generator);
  }

  @Override
  public Tensor forward(Tensor input) {
    requireInput(input, "N", "channels", "length");
    Tensor images = input.reshape(Shape.of(input.size(0), input.size(1), 1, input.size(2)));
    Tensor output = convolve(images, Sliding.of(1, 1), window(0), 0, extra(0));
    return output.reshape(Shape.of(output.size(0), output.size(1), output.size(3)));
  }
}
