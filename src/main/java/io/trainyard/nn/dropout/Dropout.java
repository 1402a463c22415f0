package io.trainyard.nn.dropout;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Given;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;

/**
 * In training, sets each element to 0 with a probability and multiplies the others by {@code 1 / (1
 * - p)}, so that the expected sum stays; in evaluation, gives the input back.
 *
 * @see <a href="https://arxiv.org/abs/1207.0580">Improving neural networks by preventing
 *     co-adaptation of feature detectors</a>
 */
@Summary("Sets elements to 0 at random while training, against overfitting.")
@Functional(value = "dropout", also = "training=True")
@GradFn("MulBackward0")
public final class Dropout extends Layer {

  private final double p;
  private final Generator generator;

  /**
   * @param p the probability of an element to become 0
   * @param inplace whether the output takes the place of the input
   * @param generator decides which; each call of {@link #forward} is a draw of its own
   */
  public Dropout(
      @Default("0.5") @Bounds(min = 0, max = 1) double p,
      @Default("false") boolean inplace,
      @Given Generator generator) {
    super(inplace);
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "dropout probability has to be between 0 and 1, but got " + p);
    }
    this.p = p;
    this.generator = generator;
  }

  @Override
  public Tensor forward(Tensor input) {
    makeRoom(input);
    return isTraining() ? drop(input, input.shape()) : input;
  }

  /** Where nothing can be dropped the input is given back, and is not changed. */
  @Override
  public boolean isInPlace() {
    return super.isInPlace() && isTraining() && drops();
  }

  boolean drops() {
    return p > 0;
  }

  /** Drops whole channels, which are dimension 1. */
  Tensor ofChannels(Tensor input) {
    Shape channels = input.shape();
    for (int dim = 2; dim < input.dim(); dim++) {
      channels = channels.with(dim, 1);
    }
    return drop(input, channels);
  }

  private Tensor drop(Tensor input, Shape shape) {
    if (p == 0) {
      return input;
    }
    if (p == 1) {
      return input.mul(0);
    }
    Tensor kept = Tensor.bernoulli(shape, 1 - p, generator);
    return input.mul(kept.mul(1 / (1 - p)));
  }
}
