package io.trainyard.nn.padding;

import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** Puts zeros around series [N, C, L]; negative numbers take elements away. */
@Summary("Puts zeros around series.")
@ExtraRepr("{padding*2}")
@GradFn("ConstantPadNdBackward0")
public final class ZeroPad1d extends Pad {

  /**
   * @param padding how many elements, of both ends, or of the left and the right
   */
  public ZeroPad1d(@OrSingle List<Integer> padding) {
    super(1, padding);
  }

  @Override
  public Tensor forward(Tensor input) {
    return padded(input, 0.0);
  }
}
