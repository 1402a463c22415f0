package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A trained network that predicts for any number of threads. What it does with so many rows is
 * recorded once and then repeated; recordings that were not used for the longest time make room for
 * others.
 */
final class Predictions {

  /** More rows than this go through the network in parts. */
  private static final int MOST_ROWS = 1024;

  /** What an operation that was recorded consists of. */
  private static final long BYTES_OF_AN_OPERATION = 1000;

  private final Module network;
  private final Generator draws;
  private final int drawn;
  private final long mostBytes;
  private final Deque<Recorded> waiting = new ArrayDeque<>();
  private long waitingBytes;

  /** For one thread at a time. */
  private record Recorded(Inputs inputs, Inference inference, long bytes) {}

  /**
   * @param network in evaluation mode, with what it learned
   * @param draws its random numbers, after it was made
   * @param mostBytes the memory of recordings that wait to be used again, about
   */
  Predictions(Module network, Generator draws, long mostBytes) {
    this.network = network;
    this.draws = draws;
    this.drawn = draws.drawn();
    this.mostBytes = mostBytes;
  }

  /**
   * What the network gives.
   *
   * @param inputs with values, of at least one row
   * @return the outputs, row by row
   */
  float[] of(Inputs inputs) {
    int rows = inputs.rows();
    if (rows <= MOST_ROWS) {
      return ofPart(inputs);
    }
    float[] outputs = {};
    int filled = 0;
    for (int from = 0; from < rows; from += MOST_ROWS) {
      int to = Math.min(rows, from + MOST_ROWS);
      float[] some = ofPart(inputs.select(IntStream.range(from, to).toArray()));
      if (outputs.length == 0) {
        outputs = new float[Math.toIntExact((long) some.length * rows / MOST_ROWS)];
      }
      System.arraycopy(some, 0, outputs, filled, some.length);
      filled += some.length;
    }
    return outputs;
  }

  private float[] ofPart(Inputs inputs) {
    Recorded known = take(inputs);
    Recorded recorded = known == null ? record(inputs) : known;
    recorded.inputs.fill(inputs);
    float[] outputs = new float[Math.toIntExact(recorded.inference.shape().numel())];
    recorded.inference.run(outputs);
    keep(recorded);
    return outputs;
  }

  private synchronized @Nullable Recorded take(Inputs inputs) {
    for (Iterator<Recorded> each = waiting.iterator(); each.hasNext(); ) {
      Recorded recorded = each.next();
      if (recorded.inputs.isLike(inputs)) {
        each.remove();
        waitingBytes -= recorded.bytes;
        return recorded;
      }
    }
    return null;
  }

  /** One at a time: each recording has the same random numbers. */
  private synchronized Recorded record(Inputs alike) {
    draws.goOnBehind(drawn);
    Inputs inputs = alike.withoutValues();
    var inference = new Inference(network, inputs);
    long bytes = inputs.bytes();
    for (Program program : inference.programs()) {
      bytes += program.bytes() + BYTES_OF_AN_OPERATION * program.operations();
    }
    return new Recorded(inputs, inference, bytes);
  }

  private synchronized void keep(Recorded recorded) {
    waiting.addFirst(recorded);
    waitingBytes += recorded.bytes;
    while (waitingBytes > mostBytes) {
      waitingBytes -= waiting.removeLast().bytes;
    }
  }
}
