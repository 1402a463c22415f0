package io.trainyard.nn.activation;

import io.trainyard.nn.Sizes;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@link Softmax} over the channels of images [N, C, H, W], for each place. */
@Summary("Softmax over the channels of images.")
@GradFn("SoftmaxBackward0")
public final class Softmax2d extends Activation {

  public Softmax2d() {}

  @Override
  public Tensor forward(Tensor input) {
    Sizes.requireDims(this, input, "N", "channels", "height", "width");
    return input.softmax(1);
  }
}
