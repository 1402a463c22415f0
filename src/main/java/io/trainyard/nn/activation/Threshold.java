package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x} where it is above {@code threshold}, elsewhere {@code value}. */
@Summary("x where it is above threshold, elsewhere value.")
@Functional(value = "threshold", changing = true)
@GradFn(value = "ThresholdBackward0", inplace = "ThresholdBackward1")
@ExtraRepr("threshold={threshold}, value={value}[, inplace={inplace}]")
public final class Threshold extends Activation {

  private final double threshold;
  private final double value;

  /**
   * @param inplace whether the output takes the place of the input
   */
  public Threshold(double threshold, double value, @Default("false") boolean inplace) {
    super(inplace);
    this.threshold = threshold;
    this.value = value;
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    return Tensor.where(
        input.le(Tensor.scalar((float) threshold)), Tensor.scalar((float) value), input);
  }
}
