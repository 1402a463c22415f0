package io.trainyard.nn.convolution;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Either;
import io.trainyard.signature.Given;
import io.trainyard.signature.Inferred;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.PaddingMode;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Looks at images through a sliding window: [N, in_channels, H, W] gives [N, out_channels, H', W'].
 */
@Summary("A convolution of images: the same window slides over every one.")
public final class Conv2d extends Convolution {

  /**
   * @param in_channels size of dimension 1 of the input
   * @param out_channels size of dimension 1 of the output
   * @param kernel_size how many rows and columns the window sees; one number for both, as below
   * @param stride how far it moves from one place to the next
   * @param padding how many rows are put above and below, and how many columns on each side
   * @param dilation how far the elements that it sees are apart
   * @param groups into so many groups the channels are divided, which see nothing of each other
   * @param bias whether there is one
   * @param padding_mode what the padding holds
   * @param generator draws the initial values: weight and bias are spread evenly over ±1 /
   *     sqrt(in_channels / groups * rows * columns), as PyTorch's are
   */
  public Conv2d(
      @Inferred(dim = 1) @Bounds(min = 1) int in_channels,
      @Bounds(min = 1) int out_channels,
      @OrSingle @Bounds(min = 1) List<Integer> kernel_size,
      @Default("1") @OrSingle @Bounds(min = 1) List<Integer> stride,
      @Default("0") @OrSingle @Bounds(min = 0) Either<Padding, List<Integer>> padding,
      @Default("1") @OrSingle @Bounds(min = 1) List<Integer> dilation,
      @Default("1") @Bounds(min = 1) int groups,
      @Default("true") boolean bias,
      @Default("zeros") PaddingMode padding_mode,
      @Given Generator generator) {
    super(
        2,
        in_channels,
        out_channels,
        kernel_size,
        stride,
        padding,
        dilation,
        groups,
        bias,
        padding_mode,
        generator);
  }

  @Override
  public Tensor forward(Tensor input) {
    requireInput(input, "N", "channels", "height", "width");
    return convolve(input, window(0), window(1));
  }
}
