package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Context;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ObjectValue;
import java.util.List;
import java.util.Map;

/** What a {@code with} can hold: what is built in, and objects of the text with two methods. */
final class Contexts {

  private static final String ENTER = "__enter__";
  private static final String EXIT = "__exit__";

  private Contexts() {}

  static Context.Entered enter(Object value, Call call) {
    if (value instanceof Context manager) {
      return manager.enter(call);
    }
    if (!(Attributes.special(value, ENTER) instanceof Callable enter)
        || !(Attributes.special(value, EXIT) instanceof Callable exit)) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "'"
              + Types.name(value, call.session())
              + "' object does not support the context manager protocol");
    }
    Object entered = enter.call(call);
    return new Context.Entered(
        entered,
        (error, leaving) -> {
          ObjectValue thrown = error == null ? null : Exceptions.value(error);
          List<Object> arguments =
              thrown == null
                  ? List.of(None.NONE, None.NONE, None.NONE)
                  : List.of(thrown.type(), thrown, None.NONE);
          Object answer =
              exit.call(new Call(leaving.position(), arguments, Map.of(), leaving.session()));
          return thrown != null && Comparisons.truth(answer, leaving.position(), leaving.session());
        });
  }
}
