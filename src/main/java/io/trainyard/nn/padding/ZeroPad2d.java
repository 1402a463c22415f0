package io.trainyard.nn.padding;

import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** Puts zeros around images [N, C, H, W]; negative numbers take elements away. */
@Summary("Puts zeros around images.")
@ExtraRepr("{padding*4}")
@GradFn("ConstantPadNdBackward0")
public final class ZeroPad2d extends Pad {

  /**
   * @param padding how many elements, of all sides, or of left, right, top and bottom
   */
  public ZeroPad2d(@OrSingle List<Integer> padding) {
    super(2, padding);
  }

  @Override
  public Tensor forward(Tensor input) {
    return padded(input, 0.0);
  }
}
