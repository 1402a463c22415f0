package io.trainyard.nn.recurrent;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Given;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Inferred;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of an {@link LSTM}: with the gates {@code i}, {@code f} and {@code o}, each {@code σ(W_i
 * x + b_i + W_h h + b_h)} of weights of its own, and {@code g}, the tanh of such a sum, it is
 * {@code c' = f c + i g} and {@code h' = o tanh(c')}. The weights hold those of i, f, g and o one
 * below the other.
 *
 * @see <a href="https://doi.org/10.1162/neco.1997.9.8.1735">Long Short-Term Memory</a>
 */
@Summary("One step of a long short-term memory.")
@GradFn("MulBackward0")
@ExtraRepr("{input_size}, {hidden_size}[, bias={bias}]")
public final class LSTMCell extends RecurrentCell {

  /** How many gates there are. */
  static final int GATES = 4;

  /**
   * The state after a step.
   *
   * @param h what the step gives
   * @param c what it remembers
   */
  public record Output(@GradFn("MulBackward0") Tensor h, @GradFn("AddBackward0") Tensor c) {}

  /**
   * @param input_size features of the input
   * @param hidden_size features of the state
   * @param bias whether there are any
   * @param generator draws the initial values, spread evenly over ±1 / sqrt(hidden_size)
   */
  public LSTMCell(
      @Inferred(dim = -1) @Bounds(min = 1) int input_size,
      @Bounds(min = 1) int hidden_size,
      @Default("true") boolean bias,
      @Given Generator generator) {
    super(GATES, input_size, hidden_size, bias, generator);
  }

  /**
   * Makes one step.
   *
   * @param input [N, input_size], or [input_size] of a single example
   * @param hx the state before; null for zeros
   * @return the state after
   */
  public Output forward(Tensor input, LSTM.@Nullable State hx) {
    boolean isSingle = input.dim() == 1;
    State after =
        step(
            isSingle ? input.unsqueeze(0) : input,
            hx == null
                ? null
                : isSingle
                    ? new State(hx.h().unsqueeze(0), hx.c().unsqueeze(0))
                    : new State(hx.h(), hx.c()));
    State given = isSingle ? Recurrent.each(after, state -> state.squeeze(0)) : after;
    return new Output(given.h(), Objects.requireNonNull(given.c()));
  }

  @Override
  State zeros(Tensor input) {
    State zeros = super.zeros(input);
    return new State(zeros.h(), zeros.h());
  }

  @Override
  State next(Tensor fromInput, State before, Weights weights) {
    return after(fromInput, before, weights);
  }

  static State after(Tensor fromInput, State before, Weights weights) {
    Tensor c = Objects.requireNonNull(before.c());
    int size = c.size(1);
    Tensor sums = fromInput.add(weights.ofState(before));
    Tensor i = gate(sums, 0, size).sigmoid();
    Tensor f = gate(sums, 1, size).sigmoid();
    Tensor g = gate(sums, 2, size).tanh();
    Tensor o = gate(sums, 3, size).sigmoid();
    Tensor next = f.mul(c).add(i.mul(g));
    Tensor h = o.mul(next.tanh());
    return new State(weights.hr() == null ? h : h.linear(weights.hr(), null), next);
  }
}
