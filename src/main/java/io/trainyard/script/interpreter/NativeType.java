package io.trainyard.script.interpreter;

import io.trainyard.script.Call;
import io.trainyard.script.Callable;
import java.util.function.Predicate;

/**
 * A type that is built in: it can be called, and asked by {@code isinstance}.
 *
 * @param test whether a value is of it
 */
record NativeType(String name, Predicate<Object> test, NativeFunction.Body body)
    implements Callable {

  @Override
  public Object call(Call call) {
    return Work.counted(name, body, call);
  }
}
