package io.trainyard.nn.padding;

import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** Puts a number around images [N, C, H, W]; negative sizes take elements away. */
@Summary("Puts a number around images.")
@ExtraRepr("padding={padding*4}, value={value}")
@GradFn("ConstantPadNdBackward0")
public final class ConstantPad2d extends Pad {

  private final double value;

  /**
   * @param padding how many elements, of all sides, or of left, right, top and bottom
   * @param value the number
   */
  public ConstantPad2d(@OrSingle List<Integer> padding, double value) {
    super(2, padding);
    this.value = value;
  }

  @Override
  public Tensor forward(Tensor input) {
    return padded(input, value);
  }
}
