package io.trainyard.nn.padding;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.PaddingMode;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** Puts around images [N, C, H, W] the elements at their edges, again and again. */
@Summary("Repeats the edges around images.")
@ExtraRepr("{padding*4}")
@GradFn("ReplicationPad2DBackward0")
public final class ReplicationPad2d extends Pad {

  /**
   * @param padding how many elements, of all sides, or of left, right, top and bottom
   */
  public ReplicationPad2d(@OrSingle @Bounds(min = 0) List<Integer> padding) {
    super(2, padding);
  }

  @Override
  public Tensor forward(Tensor input) {
    return padded(input, PaddingMode.REPLICATE);
  }
}
