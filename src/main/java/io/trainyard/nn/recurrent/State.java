package io.trainyard.nn.recurrent;

import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a step leaves for the next.
 *
 * @param h what it gives as well, [N, hidden]
 * @param c what an LSTM remembers besides; null for others
 */
record State(Tensor h, @Nullable Tensor c) {

  State(Tensor h) {
    this(h, null);
  }

  /** This state where a condition [N, 1] holds, and another where it does not. */
  State where(Tensor condition, State other) {
    return new State(
        Tensor.where(condition, h, other.h),
        c == null || other.c == null ? null : Tensor.where(condition, c, other.c));
  }
}
