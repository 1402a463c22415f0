package io.trainyard.nn.recurrent;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Given;
import io.trainyard.signature.Inferred;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One step of an {@link RNN}: {@code h' = tanh(W_ih x + b_ih + W_hh h + b_hh)}.
 *
 * @see <a href="https://doi.org/10.1207/s15516709cog1402_1">Finding structure in time</a>
 */
@Summary("One step of an Elman network: the tanh of the weighted input and the weighted state.")
@ExtraRepr("{input_size}, {hidden_size}[, bias={bias}][, nonlinearity={nonlinearity}]")
public final class RNNCell extends RecurrentCell {

  private final Nonlinearity nonlinearity;

  /**
   * @param input_size features of the input
   * @param hidden_size features of the state
   * @param bias whether there are any
   * @param nonlinearity what bends the sum
   * @param generator draws the initial values, spread evenly over ±1 / sqrt(hidden_size)
   */
  public RNNCell(
      @Inferred(dim = -1) @Bounds(min = 1) int input_size,
      @Bounds(min = 1) int hidden_size,
      @Default("true") boolean bias,
      @Default("tanh") Nonlinearity nonlinearity,
      @Given Generator generator) {
    super(1, input_size, hidden_size, bias, generator);
    this.nonlinearity = nonlinearity;
  }

  /**
   * Makes one step.
   *
   * @param input [N, input_size], or [input_size] of a single example
   * @param hx the state before; null for zeros
   * @return the state after
   */
  public Tensor forward(Tensor input, @Nullable Tensor hx) {
    return step(input, hx);
  }

  @Override
  public String gradFn(int dims, boolean inplace) {
    if (dims == 1) {
      return "SqueezeBackward1";
    }
    return nonlinearity == Nonlinearity.TANH ? "TanhBackward0" : "ReluBackward0";
  }

  @Override
  State next(Tensor fromInput, State before, Weights weights) {
    return next(fromInput, before, weights, nonlinearity);
  }

  static State next(Tensor fromInput, State before, Weights weights, Nonlinearity nonlinearity) {
    return new State(nonlinearity.of(fromInput.add(weights.ofState(before))));
  }
}
