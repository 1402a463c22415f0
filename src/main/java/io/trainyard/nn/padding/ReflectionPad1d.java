package io.trainyard.nn.padding;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.PaddingMode;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Puts elements around series [N, C, L] that are mirrored at the edges, which themselves are not
 * repeated.
 */
@Summary("Puts elements around series that are mirrored at the edges.")
@ExtraRepr("{padding*2}")
@GradFn("ReflectionPad1DBackward0")
public final class ReflectionPad1d extends Pad {

  /**
   * @param padding how many elements, of both ends, or of the left and the right
   */
  public ReflectionPad1d(@OrSingle @Bounds(min = 0) List<Integer> padding) {
    super(1, padding);
  }

  @Override
  public Tensor forward(Tensor input) {
    return padded(input, PaddingMode.REFLECT);
  }
}
