package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Given;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;

/**
 * {@code x} where it is positive, elsewhere a multiple of x: in training by a slope drawn anew for
 * each element, in evaluation by the mean of the two bounds.
 *
 * @see <a href="https://arxiv.org/abs/1505.00853">Empirical Evaluation of Rectified Activations</a>
 */
@Summary("x where it is positive, elsewhere a random multiple of x.")
@Functional(value = "rrelu", also = "training=False", changing = true)
@ExtraRepr("lower={lower}, upper={upper}[, inplace={inplace}]")
@GradFn(value = "RreluWithNoiseBackward0", inplace = "RreluWithNoiseBackward1")
public final class RReLU extends Activation {

  private final double lower;
  private final double upper;
  private final Generator generator;

  /**
   * @param inplace whether the output takes the place of the input
   * @param generator draws the slopes
   */
  public RReLU(
      @Default("0.125") double lower,
      @Default("0.3333333333333333") double upper,
      @Default("false") boolean inplace,
      @Given Generator generator) {
    super(inplace);
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "Lower bound should be less than or equal to the upper bound, but got "
              + lower
              + " and "
              + upper);
    }
    this.lower = lower;
    this.upper = upper;
    this.generator = generator;
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    Tensor slope =
        isTraining()
            ? Tensor.uniform(input.shape(), lower, upper, generator)
            : Tensor.scalar((float) ((lower + upper) / 2));
    return Tensor.where(input.gt(Tensor.scalar(0)), input, input.mul(slope));
  }
}
