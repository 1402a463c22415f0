package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.PaddingMode;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Sliding;
import io.trainyard.tensor.Tensor;
import java.util.Locale;

/** Functions that look through a sliding window, and the padding around it. */
final class WindowFunctions {

  private WindowFunctions() {}

  static void addTo(Table table) {
    table.function(
        "conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)"
            + " -> ConvolutionBackward0",
        a -> {
          Tensor x = a.tensor("input");
          return x.dim() == 3
              ? convolution(a, x.unsqueeze(0), a.tensor("weight"), 2).squeeze(0)
              : convolution(a, x, a.tensor("weight"), 2);
        });
    table.function(
        "conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)"
            + " -> ConvolutionBackward0",
        a -> {
          Tensor x = a.tensor("input");
          Tensor images = x.dim() == 2 ? x.unsqueeze(0).unsqueeze(2) : x.unsqueeze(2);
          Tensor result = convolution(a, images, a.tensor("weight").unsqueeze(2), 1).squeeze(2);
          return x.dim() == 2 ? result.squeeze(0) : result;
        });
    String transposed =
        "(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)"
            + " -> ConvolutionBackward0";
    table.function(
        "conv_transpose2d" + transposed,
        a -> {
          Tensor x = a.tensor("input");
          return x.dim() == 3
              ? transposed(a, x.unsqueeze(0), a.tensor("weight"), 2).squeeze(0)
              : transposed(a, x, a.tensor("weight"), 2);
        });
    table.function(
        "conv_transpose1d" + transposed,
        a -> {
          Tensor x = a.tensor("input");
          Tensor images = x.dim() == 2 ? x.unsqueeze(0).unsqueeze(2) : x.unsqueeze(2);
          Tensor result = transposed(a, images, a.tensor("weight").unsqueeze(2), 1).squeeze(2);
          return x.dim() == 2 ? result.squeeze(0) : result;
        });
    table.function(
        "pad(input, pad, mode='constant', value=None) -> ConstantPadNdBackward0",
        WindowFunctions::pad);
  }

  private static Tensor convolution(Arguments a, Tensor images, Tensor weight, int dims) {
    int groups = a.integer("groups");
    if (images.dim() != 4 || weight.dim() != 4) {
      throw new ShapeException(
          "Expected "
              + (dims + 1)
              + "D (unbatched) or "
              + (dims + 2)
              + "D (batched) input to conv"
              + dims
              + "d, but got input of size: "
              + a.tensor("input").shape());
    }
    if (weight.size(1) * groups != images.size(1)) {
      throw new ShapeException(
          "Given groups="
              + groups
              + ", weight of size "
              + a.tensor("weight").shape()
              + ", expected input"
              + a.tensor("input").shape()
              + " to have "
              + weight.size(1) * groups
              + " channels, but got "
              + images.size(1)
              + " channels instead");
    }
    Sliding rows = dims == 1 ? Sliding.of(1, 1) : window(a, weight.size(2), 0);
    Sliding columns = window(a, weight.size(3), dims - 1);
    return images.conv2d(
        weight, a.optionalTensor("bias"), rows, columns, PaddingMode.ZEROS, groups);
  }

  private static Tensor transposed(Arguments a, Tensor images, Tensor weight, int dims) {
    if (images.dim() != 4 || weight.dim() != 4 || weight.size(0) != images.size(1)) {
      throw new ShapeException(
          "conv_transpose%dd expects an input [N, C, ...] and a weight [C, out / groups, ...], got"
                  .formatted(dims)
              + " %s and %s".formatted(a.tensor("input").shape(), a.tensor("weight").shape()));
    }
    Sliding rows = dims == 1 ? Sliding.of(1, 1) : window(a, weight.size(2), 0);
    int[] extra = a.integers("output_padding");
    return images.convTranspose2d(
        weight,
        a.optionalTensor("bias"),
        rows,
        window(a, weight.size(3), dims - 1),
        dims == 1 ? 0 : entry(extra, 0),
        entry(extra, dims - 1),
        a.integer("groups"));
  }

  private static Sliding window(Arguments a, int size, int at) {
    int dilation = entry(a.integers("dilation"), at);
    if (a.get("padding") instanceof String word) {
      int total = word.equals("same") ? dilation * (size - 1) : 0;
      return new Sliding(
          size, entry(a.integers("stride"), at), total / 2, total - total / 2, dilation);
    }
    int padding = entry(a.integers("padding"), at);
    return new Sliding(size, entry(a.integers("stride"), at), padding, padding, dilation);
  }

  private static int entry(int[] values, int at) {
    return values[values.length == 1 ? 0 : at];
  }

  private static TensorValue pad(Arguments a) {
    int[] pads = a.integers("pad");
    Tensor x = a.tensor("input");
    if (pads.length % 2 != 0 || pads.length / 2 > x.dim()) {
      throw new ShapeException(
          "Padding length must be divisible by 2 and at most twice the number of dimensions of the"
              + " input, got "
              + pads.length
              + " for "
              + x.dim()
              + " dimensions");
    }
    String mode = a.text("mode");
    for (int i = 0; i < pads.length / 2; i++) {
      int dim = x.dim() - 1 - i;
      if (pads[2 * i] == 0 && pads[2 * i + 1] == 0) {
        continue;
      }
      x =
          switch (mode) {
            case "constant" ->
                Arrangement.pad(
                    x,
                    dim,
                    pads[2 * i],
                    pads[2 * i + 1],
                    a.isNone("value") ? 0 : a.number("value"));
            case "reflect", "replicate", "circular" ->
                Arrangement.pad(
                    x,
                    dim,
                    pads[2 * i],
                    pads[2 * i + 1],
                    PaddingMode.valueOf(mode.toUpperCase(Locale.ROOT)));
            default -> throw a.error(ErrorKind.RUNTIME_ERROR, "Unrecognised padding mode " + mode);
          };
    }
    return a.like("input", x);
  }
}
