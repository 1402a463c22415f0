package io.trainyard.tensor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation whose output has one element for each element of its inputs, once these are
 * broadcast to one shape. It is one plain loop over consecutive elements, which {@link FusedLoop}
 * can run together with its neighbours'.
 */
abstract class Elementwise implements Operation {

  /** Elements that go through several loops while they are still in the nearest cache. */
  static final int BLOCK = 512;

  private @Nullable Broadcast broadcast;
  private @Nullable OtherNumbers others;

  /**
   * Computes {@code n} elements of the output from as many of each input. All of them begin at 0:
   * with offsets the compiler could not rule out that reads and writes overlap, and would not use
   * vectors.
   */
  abstract void apply(float[][] inputs, float[] output, int n);

  /** The same for whole numbers, where {@link #typing} takes them; bools come as 0 and 1. */
  void apply(long[][] inputs, long[] output, int n) {
    throw new IllegalStateException("\"" + name() + "\" not implemented for 'Long'");
  }

  /** The same for doubles. */
  void apply(double[][] inputs, double[] output, int n) {
    throw noDoubles();
  }

  /** Says that there is no formula for doubles. */
  IllegalStateException noDoubles() {
    return new IllegalStateException("\"" + name() + "\" not implemented for 'Double'");
  }

  @Override
  public Shape shape(Tensor... inputs) {
    Shape shape = inputs[0].shape();
    for (int k = 1; k < inputs.length; k++) {
      shape = shape.broadcast(inputs[k].shape());
    }
    return shape;
  }

  @Override
  public final void compute(Tensor[] inputs, Tensor output) {
    if (broadcast == null && others == null) {
      others = OtherNumbers.of(output, inputs);
      broadcast = others == null ? new Broadcast(output, inputs) : null;
    }
    if (broadcast != null) {
      broadcast.each(this);
    } else {
      Objects.requireNonNull(others).each(this);
    }
  }

  @Override
  public final void release() {
    broadcast = null;
    others = null;
  }
}
