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
 * Puts elements around images [N, C, H, W] that are mirrored at the edges, which themselves are not
 * repeated.
 */
@Summary("Puts elements around images that are mirrored at the edges.")
@ExtraRepr("{padding*4}")
@GradFn("ReflectionPad2DBackward0")
public final class ReflectionPad2d extends Pad {

  /**
   * @param padding how many elements, of all sides, or of left, right, top and bottom
   */
  public ReflectionPad2d(@OrSingle @Bounds(min = 0) List<Integer> padding) {
    super(2, padding);
  }

  @Override
  public Tensor forward(Tensor input) {
    return padded(input, PaddingMode.REFLECT);
  }
}
