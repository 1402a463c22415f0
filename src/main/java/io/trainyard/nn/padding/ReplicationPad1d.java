package io.trainyard.nn.padding;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.PaddingMode;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** Puts around series [N, C, L] the elements at their edges, again and again. */
@Summary("Repeats the edges around series.")
@ExtraRepr("{padding*2}")
@GradFn("ReplicationPad1DBackward0")
public final class ReplicationPad1d extends Pad {

  /**
   * @param padding how many elements, of both ends, or of the left and the right
   */
  public ReplicationPad1d(@OrSingle @Bounds(min = 0) List<Integer> padding) {
    super(1, padding);
  }

  @Override
  public Tensor forward(Tensor input) {
    return padded(input, PaddingMode.REPLICATE);
  }
}
