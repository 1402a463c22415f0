package io.trainyard.optim;

import java.util.function.LongToDoubleFunction;

/** Reads functions that a request writes as text: {@code lambda epoch: 0.95 ** epoch}. */
@FunctionalInterface
public interface Lambdas {

  /**
   * The function of a text.
   *
   * @throws IllegalArgumentException with a sentence for the user when it is none; so does the
   *     function when it cannot be computed
   */
  LongToDoubleFunction of(String text);
}
