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
import org.jspecify.annotations.Nullable;

/**
 * One step of a {@link GRU}: with {@code r = σ(W_ir x + b_ir + W_hr h + b_hr)}, {@code z = σ(W_iz x
 * + b_iz + W_hz h + b_hz)} and {@code n = tanh(W_in x + b_in + r (W_hn h + b_hn))} it is {@code h'
 * = (1 - z) n + z h}. The weights hold those of r, z and n one below the other.
 *
 * @see <a href="https://arxiv.org/abs/1406.1078">Learning Phrase Representations using RNN
 *     Encoder–Decoder</a>
 */
@Summary("One step of a gated recurrent unit.")
@GradFn("AddBackward0")
@ExtraRepr("{input_size}, {hidden_size}[, bias={bias}]")
public final class GRUCell extends RecurrentCell {

  /** How many gates there are. */
  static final int GATES = 3;

  /**
   * @param input_size features of the input
   * @param hidden_size features of the state
   * @param bias whether there are any
   * @param generator draws the initial values, spread evenly over ±1 / sqrt(hidden_size)
   */
  public GRUCell(
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
  public Tensor forward(Tensor input, @Nullable Tensor hx) {
    return step(input, hx);
  }

  @Override
  public String gradFn(int dims, boolean inplace) {
    return dims == 1 ? "SqueezeBackward1" : super.gradFn(dims, inplace);
  }

  @Override
  State next(Tensor fromInput, State before, Weights weights) {
    return after(fromInput, before, weights);
  }

  static State after(Tensor fromInput, State before, Weights weights) {
    Tensor h = before.h();
    int size = h.size(1);
    Tensor fromState = weights.ofState(before);
    Tensor r = gate(fromInput, 0, size).add(gate(fromState, 0, size)).sigmoid();
    Tensor z = gate(fromInput, 1, size).add(gate(fromState, 1, size)).sigmoid();
    Tensor n = gate(fromInput, 2, size).add(r.mul(gate(fromState, 2, size))).tanh();
    return new State(n.add(z.mul(h.sub(n))));
  }
}
