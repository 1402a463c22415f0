package io.trainyard.nn.activation;

import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/**
 * {@code x} times the share of a normal distribution that is below it.
 *
 * @see <a href="https://arxiv.org/abs/1606.08415">Gaussian Error Linear Units</a>
 */
@Summary("x times the share of a normal distribution that lies below x.")
@Functional("gelu")
@GradFn("GeluBackward0")
@ExtraRepr("approximate={approximate'}")
public final class GELU extends Activation {

  /** How the share is computed: by the error function, or by a formula with tanh that is close. */
  public enum Approximate {
    NONE,
    TANH
  }

  private final Approximate approximate;

  public GELU(@Default("none") Approximate approximate) {
    this.approximate = approximate;
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor twice =
        switch (approximate) {
          case NONE -> input.mul(Math.sqrt(0.5)).erf();
          case TANH ->
              input
                  .add(input.mul(input).mul(input).mul(0.044715))
                  .mul(Math.sqrt(2 / Math.PI))
                  .tanh();
        };
    return input.mul(0.5).mul(twice.add(1));
  }
}
