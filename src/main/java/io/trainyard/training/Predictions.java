package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
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
  private final int features;
  private final long mostBytes;
  private final Deque<Recorded> waiting = new ArrayDeque<>();
  private long waitingBytes;

  /** For one thread at a time. */
  private record Recorded(Tensor x, Inference inference, long bytes) {}

  /**
   * @param network in evaluation mode, with what it learned
   * @param draws its random numbers, after it was made
   * @param features how many columns go in
   * @param mostBytes the memory of recordings that wait to be used again, about
   */
  Predictions(Module network, Generator draws, int features, long mostBytes) {
    this.network = network;
    this.draws = draws;
    this.drawn = draws.drawn();
    this.features = features;
    this.mostBytes = mostBytes;
  }

  /**
   * What the network gives.
   *
   * @param values the features, row by row
   * @return the outputs, row by row
   */
  float[] of(float[] values) {
    int part = MOST_ROWS * features;
    if (values.length <= part) {
      return ofPart(values);
    }
    float[] outputs = {};
    int filled = 0;
    for (int from = 0; from < values.length; from += part) {
      int to = Math.min(values.length, from + part);
      float[] some = ofPart(Arrays.copyOfRange(values, from, to));
      if (outputs.length == 0) {
        outputs = new float[Math.toIntExact((long) some.length * values.length / part)];
      }
      System.arraycopy(some, 0, outputs, filled, some.length);
      filled += some.length;
    }
    return outputs;
  }

  private float[] ofPart(float[] values) {
    int rows = values.length / features;
    Recorded known = take(rows);
    Recorded recorded = known == null ? record(rows) : known;
    recorded.x.fill(values);
    float[] outputs = new float[Math.toIntExact(recorded.inference.shape().numel())];
    recorded.inference.run(outputs);
    keep(recorded);
    return outputs;
  }

  private synchronized @Nullable Recorded take(int rows) {
    for (Iterator<Recorded> each = waiting.iterator(); each.hasNext(); ) {
      Recorded recorded = each.next();
      if (recorded.x.size(0) == rows) {
        each.remove();
        waitingBytes -= recorded.bytes;
        return recorded;
      }
    }
    return null;
  }

  /** One at a time: each recording has the same random numbers. */
  private synchronized Recorded record(int rows) {
    draws.goOnBehind(drawn);
    Tensor x = Tensor.placeholder(Shape.of(rows, features));
    var inference = new Inference(network, x);
    long bytes = Float.BYTES * x.numel();
    for (Program program : inference.programs()) {
      bytes += program.bytes() + BYTES_OF_AN_OPERATION * program.operations();
    }
    return new Recorded(x, inference, bytes);
  }

  private synchronized void keep(Recorded recorded) {
    waiting.addFirst(recorded);
    waitingBytes += recorded.bytes;
    while (waitingBytes > mostBytes) {
      waitingBytes -= waiting.removeLast().bytes;
    }
  }
}
