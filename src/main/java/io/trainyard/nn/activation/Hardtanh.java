package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code x} kept between two bounds; at a bound no gradient flows. */
@Summary("x kept between min_val and max_val.")
@Functional(value = "hardtanh", changing = true)
@ExtraRepr("min_val={min_val}, max_val={max_val}[, inplace={inplace}]")
public final class Hardtanh extends Activation {

  private final double min_val;
  private final double max_val;

  /**
   * @param inplace whether the output takes the place of the input
   */
  public Hardtanh(
      @Default("-1.0") double min_val,
      @Default("1.0") double max_val,
      @Default("false") boolean inplace) {
    super(inplace);
    if (!(min_val < max_val)) {
      throw new IllegalArgumentException(
          "max_val must be larger than min_val, but got " + min_val + " and " + max_val);
    }
    this.min_val = min_val;
    this.max_val = max_val;
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    return between(input, min_val, max_val);
  }

  /** Written so that what is not a number stays so. */
  static Tensor between(Tensor input, double min, double max) {
    Tensor low = Tensor.scalar((float) min);
    Tensor high = Tensor.scalar((float) max);
    return Tensor.where(input.le(low), low, Tensor.where(input.ge(high), high, input));
  }
}
