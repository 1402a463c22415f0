package io.trainyard.nn.recurrent;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Either;
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
 * Goes through sequences with an {@link LSTMCell}: gates decide what of a memory is kept, what
 * comes to it, and what of it is shown.
 *
 * @see <a href="https://doi.org/10.1162/neco.1997.9.8.1735">Long Short-Term Memory</a>
 */
@Summary("A long short-term memory: goes through sequences and gives its state at each step.")
@ExtraRepr(
    "{input_size}, {hidden_size}[, proj_size={proj_size}][, num_layers={num_layers}][, bias={bias}]"
        + "[, batch_first={batch_first}][, dropout={dropout}][, bidirectional={bidirectional}]")
public final class LSTM extends Recurrent {

  /**
   * The states of all layers and directions.
   *
   * @param h what they give, [layers * directions, N, hidden_size, or proj_size]
   * @param c what they remember, [layers * directions, N, hidden_size]
   */
  public record State(@GradFn("StackBackward0") Tensor h, @GradFn("StackBackward0") Tensor c) {
    static State of(io.trainyard.nn.recurrent.State state) {
      return new State(state.h(), Objects.requireNonNull(state.c()));
    }
  }

  /**
   * What it gives.
   *
   * @param output of the last layer at each step
   * @param state after the last step
   */
  public record Output(Either<Tensor, PackedSequence> output, State state) {}

  /**
   * @param input_size features of each step of the input
   * @param hidden_size features of the state
   * @param num_layers so many stand on each other
   * @param bias whether there are any
   * @param batch_first whether the input is [N, L, features] and not [L, N, features]; in a list of
   *     layers it has to be
   * @param dropout the share of elements that become 0 between layers while training
   * @param bidirectional whether each layer goes through the sequence from its end, too
   * @param proj_size to so many features each state is projected; 0 for none
   * @param generator draws the initial values, spread evenly over ±1 / sqrt(hidden_size), and what
   *     is dropped
   */
  public LSTM(
      @Inferred(dim = -1) @Bounds(min = 1) int input_size,
      @Bounds(min = 1) int hidden_size,
      @Default("1") @Bounds(min = 1) int num_layers,
      @Default("true") boolean bias,
      @Default("false") boolean batch_first,
      @Default("0.0") @Bounds(min = 0, max = 1) double dropout,
      @Default("false") boolean bidirectional,
      @Default("0") @Bounds(min = 0) int proj_size,
      @Given Generator generator) {
    super(
        LSTMCell.GATES,
        new Sized(input_size, hidden_size, num_layers, proj_size),
        bias,
        batch_first,
        dropout,
        bidirectional,
        generator);
  }

  /**
   * Goes through sequences.
   *
   * @param input as {@code batch_first} says, or [L, features] of a single example, or packed
   * @param hx the states to begin with; null for zeros
   */
  public Output forward(Either<Tensor, PackedSequence> input, @Nullable State hx) {
    Run run = through(input, hx == null ? null : new io.trainyard.nn.recurrent.State(hx.h, hx.c));
    return new Output(run.output(), State.of(run.state()));
  }

  @Override
  Weights prepared(Weights weights) {
    return weights.withOneBias();
  }

  @Override
  boolean remembers() {
    return true;
  }

  @Override
  io.trainyard.nn.recurrent.State next(
      Tensor fromInput, io.trainyard.nn.recurrent.State before, Weights weights) {
    return LSTMCell.after(fromInput, before, weights);
  }
}
