package io.trainyard.nn.recurrent;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One step of a recurrent layer. Its parameters are {@code weight_ih} [gates * hidden_size,
 * input_size], {@code weight_hh} [gates * hidden_size, hidden_size], {@code bias_ih} and {@code
 * bias_hh} [gates * hidden_size].
 */
public abstract sealed class RecurrentCell extends Layer permits GRUCell, LSTMCell, RNNCell {

  private final int input_size;
  private final int hidden_size;

  RecurrentCell(int gates, int input_size, int hidden_size, boolean bias, Generator generator) {
    this.input_size = Sizes.requireAtLeast("input_size", input_size, 1);
    this.hidden_size = Sizes.requireAtLeast("hidden_size", hidden_size, 1);
    int rows = Math.multiplyExact(gates, hidden_size);
    double bound = 1 / Math.sqrt(hidden_size);
    draw("weight_ih", Shape.of(rows, input_size), bound, generator);
    draw("weight_hh", Shape.of(rows, hidden_size), bound, generator);
    if (bias) {
      draw("bias_ih", Shape.of(rows), bound, generator);
      draw("bias_hh", Shape.of(rows), bound, generator);
    }
  }

  private Weights weights() {
    return new Weights(
        requireParameter("weight_ih"),
        requireParameter("weight_hh"),
        parameter("bias_ih"),
        parameter("bias_hh"),
        null);
  }

  private void draw(String name, Shape shape, double bound, Generator generator) {
    registerParameter(name, Tensor.uniform(shape, -bound, bound, generator));
  }

  /** The state after one of zeros. */
  @Override
  public final Tensor forward(Tensor input) {
    return step(input, (Tensor) null);
  }

  /** What follows from a weighted input and a state. */
  abstract State next(Tensor fromInput, State before, Weights weights);

  /** A state of zeros for each row of an input. */
  State zeros(Tensor input) {
    return new State(Tensor.zeros(Shape.of(input.size(0), hidden_size)));
  }

  /** Makes one step with a batch, or with a single example. */
  final Tensor step(Tensor input, @Nullable Tensor hx) {
    if (input.dim() == 1) {
      return step(input.unsqueeze(0), hx == null ? null : new State(hx.unsqueeze(0)))
          .h()
          .squeeze(0);
    }
    return step(input, hx == null ? null : new State(hx)).h();
  }

  final State step(Tensor input, @Nullable State before) {
    String name = getClass().getSimpleName();
    if (input.dim() != 2) {
      throw new ShapeException(
          name + ": Expected input to be 1D or 2D, got " + input.dim() + "D instead");
    }
    if (input.size(1) != input_size) {
      throw new ShapeException(
          "input has inconsistent input_size: got " + input.size(1) + " expected " + input_size);
    }
    State state = before == null ? zeros(input) : before;
    if (state.h().dim() != 2 || state.h().size(0) != input.size(0)) {
      throw new ShapeException(
          "Input batch size "
              + input.size(0)
              + " doesn't match hidden batch size "
              + state.h().size(0));
    }
    if (state.h().size(1) != hidden_size) {
      throw new ShapeException(
          "hidden has inconsistent hidden_size: got "
              + state.h().size(1)
              + ", expected "
              + hidden_size);
    }
    Weights weights = weights();
    return next(weights.ofInput(input), state, weights);
  }

  /** One gate's part of sums [N, gates * hidden]. */
  static Tensor gate(Tensor sums, int number, int size) {
    return sums.narrow(1, number * size, size);
  }
}
