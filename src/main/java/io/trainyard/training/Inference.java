package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded network in evaluation mode, without gradients, on rows that may be many: they go
 * through it in parts of one size, so that a large test set needs no more memory than a batch.
 */
final class Inference {

  private static final int MOST_ROWS = 1024;

  /** Parts that would take more memory are halved; fixed, so that the parts are so everywhere. */
  private static final long MOST_BYTES = 64_000_000;

  private final Module network;
  private final Inputs inputs;
  private final Part part;
  private final @Nullable Part rest;

  /**
   * Records what will be done.
   *
   * @param network in evaluation mode
   * @param inputs those of at least one row
   */
  Inference(Module network, Inputs inputs) {
    this.network = network;
    this.inputs = inputs;
    int count = inputs.rows();
    Part first = new Part(Math.min(count, MOST_ROWS));
    while (first.rows.length > 1 && first.program.bytes() > MOST_BYTES) {
      first = new Part(first.rows.length / 2);
    }
    this.part = first;
    int left = count % part.rows.length;
    this.rest = left == 0 ? null : new Part(left);
  }

  /** So many of the rows that go through the network together. */
  private final class Part {

    private final int[] rows;
    private final Program program;

    Part(int size) {
      rows = new int[size];
      program = Program.record(() -> Tensor.noGrad(() -> inputs.select(rows).through(network)));
    }

    int run(int from, float[] outputs, int at) {
      Arrays.setAll(rows, i -> from + i);
      program.run();
      return program.output().copyInto(outputs, at);
    }
  }

  /** The shape of the outputs of all rows [rows, …]. */
  Shape shape() {
    int[] dims = part.program.output().shape().dims();
    dims[0] = inputs.rows();
    return Shape.of(dims);
  }

  /** What the network gives for the rows of one part [rows of it, …], without values yet. */
  Shape shapeOfPart() {
    return part.program.output().shape();
  }

  int rowsOfPart() {
    return part.rows.length;
  }

  /** All that is recorded. */
  List<Program> programs() {
    return rest == null ? List.of(part.program) : List.of(part.program, rest.program);
  }

  /**
   * Computes what the network gives, with its parameters as they are now.
   *
   * @param outputs gets them, row after row
   */
  void run(float[] outputs) {
    int count = inputs.rows();
    int at = 0;
    int from = 0;
    for (; from + part.rows.length <= count; from += part.rows.length) {
      at += part.run(from, outputs, at);
    }
    if (rest != null) {
      rest.run(from, outputs, at);
    }
  }
}
