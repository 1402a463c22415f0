package io.trainyard.script.value;

import java.util.List;
import java.util.function.Consumer;

/**
 * A function that is built in.
 *
 * @param kept the values that its body keeps
 */
public record NativeFunction(String name, Body body, List<Object> kept)
    implements Callable, Holder {

  /** One that keeps no values. */
  public NativeFunction(String name, Body body) {
    this(name, body, List.of());
  }

  /** What it does. */
  public interface Body {
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
    return "<built-in function " + name + ">";
  }
}
