package io.trainyard.nn.dropout;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Given;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;

/**
 * A {@link Dropout} that belongs to SELU: it sets elements to the lowest value of that function
 * instead of 0, and scales and shifts all so that a mean of 0 and a variance of 1 stay.
 *
 * @see <a href="https://arxiv.org/abs/1706.02515">Self-Normalizing Neural Networks</a>
 */
@Summary("The dropout for SELU: it keeps mean and variance.")
@Functional(value = "alpha_dropout", also = "training=False")
@GradFn("AddBackward0")
public final class AlphaDropout extends Layer {

  /** What SELU gives for minus infinity. */
  private static final double LOWEST = -1.7580993408473766;

  private final double p;
  private final Generator generator;

  /**
   * @param p the probability of an element to be dropped
   * @param inplace means nothing: PyTorch's layer does not hand it on either
   * @param generator decides which; each call of {@link #forward} is a draw of its own
   */
  public AlphaDropout(
      @Default("0.5") @Bounds(min = 0, max = 1) double p,
      @Default("false") boolean inplace,
      @Given Generator generator) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "dropout probability has to be between 0 and 1, but got " + p);
    }
    this.p = p;
    this.generator = generator;
  }

  @Override
  public Tensor forward(Tensor input) {
    if (!isTraining() || p == 0) {
      return input;
    }
    if (p == 1) {
      return input.mul(0);
    }
    double scale = 1 / Math.sqrt((LOWEST * LOWEST * p + 1) * (1 - p));
    Tensor kept = Tensor.bernoulli(input.shape(), 1 - p, generator);
    // Where it is dropped the lowest value, everywhere minus the mean that this makes.
    Tensor filled = kept.sub(1).mul(-LOWEST * scale).add(-LOWEST * scale * p);
    return input.mul(kept.mul(scale)).add(filled);
  }
}
