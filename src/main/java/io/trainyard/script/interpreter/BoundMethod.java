package io.trainyard.script.interpreter;

import io.trainyard.script.Call;
import io.trainyard.script.Callable;

/** A function that gets an object as its first argument. */
record BoundMethod(Object self, Callable function) implements Callable {

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
    return Texts.plain(this);
  }
}
