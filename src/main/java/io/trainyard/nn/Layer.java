package io.trainyard.nn;

import io.trainyard.signature.GradFn;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * A module that a request can name. A new one is a class with one public constructor, whose
 * annotated parameters are its arguments, and its name in the list below or in that of {@link
 * Activation}.
 */
public abstract sealed class Layer extends Module
    permits Activation,
        AdaptiveAvgPool1d,
        AdaptiveAvgPool2d,
        AdaptiveMaxPool1d,
        AdaptiveMaxPool2d,
        AlphaDropout,
        BatchNorm,
        Bilinear,
        ChannelShuffle,
        Convolution,
        Dropout,
        Dropout1d,
        Dropout2d,
        Embedding,
        Flatten,
        GroupNorm,
        Identity,
        InstanceNorm,
        LayerNorm,
        Linear,
        LocalResponseNorm,
        Pad,
        PixelShuffle,
        PixelUnshuffle,
        Pool,
        RMSNorm,
        TransposedConvolution,
        Unflatten,
        Upsample {

  private final boolean inplace;

  Layer() {
    this(false);
  }

  /**
   * @param inplace whether the output takes the place of the input
   */
  Layer(boolean inplace) {
    this.inplace = inplace;
  }

  /**
   * Whether {@link #forward} now changes its input: whoever holds it has the output from then on,
   * and gradients that need the values of before are refused.
   */
  public boolean isInPlace() {
    return inplace;
  }

  /** PyTorch's names of what {@link #forward} takes, in order. */
  public List<String> inputNames() {
    return List.of("input");
  }

  /**
   * How many dimensions a batch has, where PyTorch takes a single example as well; 0 where it takes
   * any number of them.
   */
  public int batchDims() {
    return 0;
  }

  /**
   * PyTorch's name in a graph for what this makes.
   *
   * @param dims how many dimensions the input has
   * @param inplace whether the output takes the place of the input
   */
  public String gradFn(int dims, boolean inplace) {
    GradFn own = getClass().getAnnotation(GradFn.class);
    if (own == null) {
      return getClass().getSimpleName() + "Backward0";
    }
    return inplace && !own.inplace().isEmpty() ? own.inplace() : own.value();
  }

  /** The beginning of a {@link #forward} that may work in place. */
  final void makeRoom(Tensor input) {
    if (isInPlace()) {
      input.overwriting();
    }
  }
}
