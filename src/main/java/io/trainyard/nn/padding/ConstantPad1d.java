package io.trainyard.nn.padding;

import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** Puts a number around series [N, C, L]; negative sizes take elements away. */
@Summary("Puts a number around series.")
@ExtraRepr("padding={padding*2}, value={value}")
@GradFn("ConstantPadNdBackward0")
public final class ConstantPad1d extends Pad {

  private final double value;

  /**
   * @param padding how many elements, of both ends, or of the left and the right
   * @param value the number
   */
  public ConstantPad1d(@OrSingle List<Integer> padding, double value) {
    super(1, padding);
    this.value = value;
  }

  @Override
  public Tensor forward(Tensor input) {
    return padded(input, value);
  }
}
