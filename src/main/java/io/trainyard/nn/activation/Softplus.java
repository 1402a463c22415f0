package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** {@code log(1 + exp(beta * x)) / beta}, a smooth {@link ReLU}. */
@Summary("log(1 + exp(beta * x)) / beta, a smooth ReLU.")
@Functional("softplus")
public final class Softplus extends Activation {

  private final double beta;
  private final double threshold;

  /**
   * @param beta how sharp the bend is
   * @param threshold where {@code beta * x} is above it, x itself is given
   */
  public Softplus(@Default("1.0") double beta, @Default("20.0") double threshold) {
    this.beta = beta;
    this.threshold = threshold;
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor scaled = input.mul(beta);
    // log(1 + exp(z)) is -log(sigmoid(-z)), which does not overflow.
    Tensor curve = scaled.neg().logSigmoid().mul(-1 / beta);
    return Tensor.where(scaled.gt(Tensor.scalar((float) threshold)), input, curve);
  }
}
