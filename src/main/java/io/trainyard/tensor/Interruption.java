package io.trainyard.tensor;

import java.util.function.Supplier;

/**
 * Whoever may want a computation to end before it is done: a limit of time, somebody who cancels.
 * What computes asks at short intervals, from its own thread.
 */
@FunctionalInterface
public interface Interruption {

  /**
   * Called again and again while something computes; has to be quick.
   *
   * @throws OutOfTimeException when time is over; in a text it becomes a fault at the place where
   *     the text was
   * @throws RuntimeException any other, to end the computation and to be thrown by it
   */
  void check();

  /** Does something that ends early when the interruption wants it to. */
  static <T> T during(Interruption interruption, Supplier<T> work) {
    return Execution.interruptible(interruption, work);
  }

  /** To be called now and then by what takes long: asks all interruptions of the current scope. */
  static void ask() {
    Execution.askInterruption();
  }
}
