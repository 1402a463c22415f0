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
import org.jspecify.annotations.Nullable;

/**
 * Goes through sequences with a {@link GRUCell}: gates decide what of the state is made anew.
 *
 * @see <a href="https://arxiv.org/abs/1406.1078">Learning Phrase Representations using RNN
 *     Encoder–Decoder</a>
 */
@Summary("A gated recurrent unit: goes through sequences and gives its state at each step.")
@ExtraRepr(
    "{input_size}, {hidden_size}[, num_layers={num_layers}][, bias={bias}]"
        + "[, batch_first={batch_first}][, dropout={dropout}][, bidirectional={bidirectional}]")
public final class GRU extends Recurrent {

  /**
   * What it gives.
   *
   * @param output of the last layer at each step
   * @param state after the last step, [layers * directions, N, hidden_size]
   */
  public record Output(
      Either<Tensor, PackedSequence> output, @GradFn("StackBackward0") Tensor state) {}

  /**
   * @param input_size features of each step of the input
   * @param hidden_size features of the state
   * @param num_layers so many stand on each other
   * @param bias whether there are any
   * @param batch_first whether the input is [N, L, features] and not [L, N, features]; in a list of
   *     layers it has to be
   * @param dropout the share of elements that become 0 between layers while training
   * @param bidirectional whether each layer goes through the sequence from its end, too
   * @param generator draws the initial values, spread evenly over ±1 / sqrt(hidden_size), and what
   *     is dropped
   */
  public GRU(
      @Inferred(dim = -1) @Bounds(min = 1) int input_size,
      @Bounds(min = 1) int hidden_size,
      @Default("1") @Bounds(min = 1) int num_layers,
      @Default("true") boolean bias,
      @Default("false") boolean batch_first,
      @Default("0.0") @Bounds(min = 0, max = 1) double dropout,
      @Default("false") boolean bidirectional,
      @Given Generator generator) {
    super(
        GRUCell.GATES,
        new Sized(input_size, hidden_size, num_layers, 0),
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
  public Output forward(Either<Tensor, PackedSequence> input, @Nullable Tensor hx) {
    Run run = through(input, hx == null ? null : new State(hx));
    return new Output(run.output(), run.state().h());
  }

  @Override
  State next(Tensor fromInput, State before, Weights weights) {
    return GRUCell.after(fromInput, before, weights);
  }
}
