package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Holder;
import java.util.List;
import java.util.function.Consumer;

/**
 * A function that is built in.
 *
 * @param kept the values that its body keeps
 */
record NativeFunction(String name, Body body, List<Object> kept) implements Callable, Holder {

  /** One that keeps no values. */
  NativeFunction(String name, Body body) {
    this(name, body, List.of());
  }

  /** What it does. */
  interface Body {
    Object call(Call call);
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    kept.forEach(held);
  }

  @Override
  public Object call(Call call) {
    return Work.counted(name, body, call);
  }

  @Override
  public String toString() {
    return Texts.plain(this);
  }
}
