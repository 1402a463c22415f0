package io.trainyard.script.torch;

import io.trainyard.script.value.Instance;
import io.trainyard.script.value.TensorValue;
import org.jspecify.annotations.Nullable;

/** Arrays of numpy where tensors are made: each is held by one. */
final class Arrayed {

  private static final String TYPE = "ndarray";
  private static final String TENSOR = "_t";

  private Arrayed() {}

  /** The tensor of an array; the value itself where it is none. */
  static Object tensor(Object value) {
    TensorValue held = held(value);
    return held == null ? value : held;
  }

  static @Nullable TensorValue held(Object value) {
    return value instanceof Instance array
            && array.type().isOfLibrary()
            && array.type().name().equals(TYPE)
            && array.own(TENSOR) instanceof TensorValue tensor
        ? tensor
        : null;
  }
}
