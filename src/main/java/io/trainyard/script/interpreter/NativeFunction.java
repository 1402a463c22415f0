package io.trainyard.script.interpreter;

import io.trainyard.script.Call;
import io.trainyard.script.Callable;

/** A function that is built in. */
record NativeFunction(String name, Body body) implements Callable {

  /** What it does. */
  interface Body {
    Object call(Call call);
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
