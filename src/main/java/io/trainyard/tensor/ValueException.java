package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A recorded step met a value that one of its operations does not take, such as the number of a
 * class that there is not. Only the data can show it, so it comes while the step runs.
 */
public final class ValueException extends IllegalArgumentException {

  /**
   * @param place of the operation in a text; null for one of a layer
   * @param cause says what is wrong with the value
   */
  ValueException(@Nullable Object place, RuntimeException cause) {
    super((place == null ? "" : place + ": ") + cause.getMessage(), cause);
  }
}
