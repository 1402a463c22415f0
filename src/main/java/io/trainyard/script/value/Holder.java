package io.trainyard.script.value;

import java.util.function.Consumer;

/** A value that keeps others alive. */
public interface Holder {

  /** Names each value that it keeps, once or several times. */
  void eachHeld(Consumer<Object> held);
}
