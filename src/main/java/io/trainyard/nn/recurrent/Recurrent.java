package io.trainyard.nn.recurrent;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.nn.dropout.Dropout;
import io.trainyard.signature.Either;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A layer that goes through sequences. For each layer {@code k} and, with {@code _reverse} behind
 * it, the direction from the end, its parameters are {@code weight_ih_lk} [gates * hidden_size,
 * features], {@code weight_hh_lk} [gates * hidden_size, hidden_size], {@code bias_ih_lk} and {@code
 * bias_hh_lk} [gates * hidden_size].
 *
 * <p>In a list of layers it gives its output at each step, [N, L, hidden_size * directions]; what
 * it gives besides is for texts.
 */
public abstract sealed class Recurrent extends Layer permits GRU, LSTM, RNN {

  private final Sized sized;
  private final boolean batch_first;
  private final @Nullable Dropout dropout;
  private final int directions;

  /** How large it is; no projection is 0. */
  record Sized(int input_size, int hidden_size, int num_layers, int proj_size) {

    /** Features of what each direction gives. */
    int given() {
      return proj_size == 0 ? hidden_size : proj_size;
    }
  }

  /** What came of going through sequences. */
  record Run(Either<Tensor, PackedSequence> output, State state) {}

  Recurrent(
      int gates,
      Sized sized,
      boolean bias,
      boolean batch_first,
      double dropout,
      boolean bidirectional,
      Generator generator) {
    Sizes.requireAtLeast("input_size", sized.input_size, 1);
    Sizes.requireAtLeast("hidden_size", sized.hidden_size, 1);
    Sizes.requireAtLeast("num_layers", sized.num_layers, 1);
    if (sized.proj_size >= sized.hidden_size) {
      throw new IllegalArgumentException("proj_size has to be smaller than hidden_size");
    }
    this.sized = sized;
    this.batch_first = batch_first;
    this.dropout = dropout == 0 ? null : new Dropout(dropout, false, generator);
    this.directions = bidirectional ? 2 : 1;
    for (int layer = 0; layer < sized.num_layers; layer++) {
      int features = layer == 0 ? sized.input_size : sized.given() * directions;
      for (int direction = 0; direction < directions; direction++) {
        draw(end(layer, direction), gates * sized.hidden_size, features, bias, generator);
      }
    }
  }

  /** What the names of the weights of one direction of a layer end in. */
  private static String end(int layer, int direction) {
    return "_l" + layer + (direction == 0 ? "" : "_reverse");
  }

  private void draw(String end, int rows, int features, boolean bias, Generator generator) {
    draw("weight_ih" + end, Shape.of(rows, features), generator);
    draw("weight_hh" + end, Shape.of(rows, sized.given()), generator);
    if (bias) {
      draw("bias_ih" + end, Shape.of(rows), generator);
      draw("bias_hh" + end, Shape.of(rows), generator);
    }
    if (sized.proj_size != 0) {
      draw("weight_hr" + end, Shape.of(sized.proj_size, sized.hidden_size), generator);
    }
  }

  private void draw(String name, Shape shape, Generator generator) {
    double bound = 1 / Math.sqrt(sized.hidden_size);
    registerParameter(name, Tensor.uniform(shape, -bound, bound, generator));
  }

  private Weights weights(int layer, int direction) {
    String end = end(layer, direction);
    return new Weights(
        requireParameter("weight_ih" + end),
        requireParameter("weight_hh" + end),
        parameter("bias_ih" + end),
        parameter("bias_hh" + end),
        parameter("weight_hr" + end));
  }

  /** What follows from a weighted input and a state. */
  abstract State next(Tensor fromInput, State before, Weights prepared);

  /** Weights as {@link #next} takes them. */
  Weights prepared(Weights given) {
    return given;
  }

  /** Whether its state has a part that it does not give. */
  boolean remembers() {
    return false;
  }

  @Override
  public int batchDim() {
    return batch_first ? 0 : 1;
  }

  /** The output at each step of sequences, which begin with states of zeros. */
  @Override
  public final Tensor forward(Tensor input) {
    Sizes.requireDims(
        this, input, batch_first ? "N" : "length", batch_first ? "length" : "N", "features");
    return tensor(through(Either.first(input), null).output());
  }

  private static Tensor tensor(Either<Tensor, PackedSequence> output) {
    return switch (output) {
      case Either.First<Tensor, PackedSequence>(Tensor padded) -> padded;
      case Either.Second<Tensor, PackedSequence>(PackedSequence packed) -> packed.padded();
    };
  }

  final Run through(Either<Tensor, PackedSequence> input, @Nullable State hx) {
    return switch (input) {
      case Either.First<Tensor, PackedSequence>(Tensor padded) -> padded(padded, hx);
      case Either.Second<Tensor, PackedSequence>(PackedSequence packed) -> {
        var layers = new Layers(packed.padded(), hx, packed);
        yield new Run(
            Either.second(new PackedSequence(layers.output(), packed.lengths())), layers.state());
      }
    };
  }

  private Run padded(Tensor input, @Nullable State hx) {
    requireDims(input, hx);
    boolean isSingle = input.dim() == 2;
    Tensor batch = isSingle ? input.unsqueeze(batchDim()) : input;
    State first = hx == null || !isSingle ? hx : each(hx, state -> state.unsqueeze(1));
    var layers = new Layers(batch_first ? batch.transpose(0, 1) : batch, first, null);
    Tensor output = batch_first ? layers.output().transpose(0, 1) : layers.output();
    return isSingle
        ? new Run(Either.first(output.squeeze(batchDim())), each(layers.state(), s -> s.squeeze(1)))
        : new Run(Either.first(output), layers.state());
  }

  static State each(State state, java.util.function.UnaryOperator<Tensor> change) {
    Tensor c = state.c();
    return new State(change.apply(state.h()), c == null ? null : change.apply(c));
  }

  private void requireDims(Tensor input, @Nullable State hx) {
    String name = getClass().getSimpleName();
    if (input.dim() != 2 && input.dim() != 3) {
      throw new ShapeException(
          name + ": Expected input to be 2D or 3D, got " + input.dim() + "D instead");
    }
    if (hx != null && hx.h().dim() != input.dim()) {
      boolean isSingle = input.dim() == 2;
      throw new ShapeException(
          isSingle
              ? "For unbatched 2-D input, hx should also be 2-D but got "
                  + hx.h().dim()
                  + "-D tensor"
              : "For batched 3-D input, hx should also be 3-D but got "
                  + hx.h().dim()
                  + "-D tensor");
    }
  }

  /** The layers and directions, each gone through by the same sequences [L, N, features]. */
  private final class Layers {

    private final @Nullable PackedSequence packed;
    private final List<State> states = new ArrayList<>();
    private Tensor x;

    Layers(Tensor input, @Nullable State hx, @Nullable PackedSequence packed) {
      if (input.size(2) != sized.input_size) {
        throw new ShapeException(
            "input.size(-1) must be equal to input_size. Expected "
                + sized.input_size
                + ", got "
                + input.size(2));
      }
      if (input.size(0) == 0) {
        throw new ShapeException("Expected sequence length to be larger than 0 in RNN");
      }
      this.packed = packed;
      this.x = input;
      State first = hx == null ? zeros(input.size(1)) : required(hx, input.size(1));
      for (int layer = 0; layer < sized.num_layers; layer++) {
        if (layer > 0 && dropout != null && isTraining()) {
          x = dropout.forward(x);
        }
        List<Tensor> outputs = new ArrayList<>();
        for (int direction = 0; direction < directions; direction++) {
          int number = layer * directions + direction;
          outputs.add(
              run(prepared(weights(layer, direction)), part(first, number), direction == 1));
        }
        x = Arrangement.cat(outputs, 2);
      }
    }

    private State part(State all, int number) {
      return each(all, state -> Arrangement.select(state, 0, number));
    }

    /** Goes once through the sequences and keeps the last state. */
    private Tensor run(Weights own, State first, boolean fromTheEnd) {
      int length = x.size(0);
      Tensor fromInput = own.ofInput(x);
      Tensor[] outputs = new Tensor[length];
      State state = first;
      for (int i = 0; i < length; i++) {
        int t = fromTheEnd ? length - 1 - i : i;
        State after = next(Arrangement.select(fromInput, 0, t), state, own);
        if (packed == null) {
          state = after;
          outputs[t] = after.h();
        } else {
          Tensor isThere = packed.isThere(t);
          state = after.where(isThere, state);
          outputs[t] = Tensor.where(isThere, after.h(), Tensor.scalar(0));
        }
      }
      states.add(state);
      return Arrangement.stack(Arrays.asList(outputs), 0);
    }

    Tensor output() {
      return x;
    }

    /** The last states [layers * directions, N, hidden]. */
    State state() {
      List<Tensor> h = states.stream().map(State::h).toList();
      return new State(
          Arrangement.stack(h, 0),
          remembers()
              ? Arrangement.stack(
                  states.stream().map(state -> Objects.requireNonNull(state.c())).toList(), 0)
              : null);
    }
  }

  private State zeros(int rows) {
    int count = sized.num_layers * directions;
    Tensor h = Tensor.zeros(Shape.of(count, rows, sized.given()));
    return new State(
        h, remembers() ? Tensor.zeros(Shape.of(count, rows, sized.hidden_size)) : null);
  }

  private State required(State hx, int rows) {
    State expected = zeros(rows);
    require(hx.h(), expected.h(), remembers() ? "hidden[0]" : "hidden");
    if (hx.c() != null && expected.c() != null) {
      require(hx.c(), expected.c(), "hidden[1]");
    }
    return hx;
  }

  private static void require(Tensor given, Tensor expected, String what) {
    if (!given.shape().equals(expected.shape())) {
      throw new ShapeException(
          "Expected "
              + what
              + " size ("
              + expected.shape().toString().replaceAll("[\\[\\]]", "")
              + "), got "
              + given.shape());
    }
  }
}
