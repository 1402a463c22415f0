package io.trainyard.script.value;

import java.util.function.Consumer;

/** A function that gets an object as its first argument. */
public record BoundMethod(Object self, Callable function) implements Callable, Holder {

  @Override
  public void eachHeld(Consumer<Object> held) {
    held.accept(self);
    held.accept(function);
  }

  @Override
  public String name() {
    return function.name();
  }

  @Override
  public Object call(Call call) {
    return function.call(call.with(self));
  }

  @Override
  public String toString() {
    return "<bound method " + name() + ">";
  }
}
