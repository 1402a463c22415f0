package io.trainyard.script.python;

import io.trainyard.script.interpreter.Exceptions;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.interpreter.Suspension;
import io.trainyard.script.value.Context;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Identity;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.TupleValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code contextlib}: contexts of generators, and those that do little. */
final class ContextlibModule {

  private ContextlibModule() {}

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    Library.function(
        members,
        "contextmanager",
        a -> {
          Object function = a.get("func");
          return new NativeFunction(
              "contextmanager",
              call -> context(Language.invoke(function, call)),
              List.of(function));
        },
        "func");
    Library.open(
        members,
        "nullcontext",
        call ->
            Context.without(
                call.positional().isEmpty() ? None.NONE : call.positional().getFirst()));
    Library.open(
        members,
        "suppress",
        call ->
            (Context)
                entering ->
                    new Context.Entered(
                        None.NONE,
                        (error, leaving) ->
                            error != null
                                && Exceptions.matches(
                                    error, new TupleValue(call.positional()), leaving.position())));
    return members;
  }

  /** A context that a generator goes through: up to its {@code yield}, and on from there. */
  private static Context context(Object generator) {
    return call -> {
      if (!(generator instanceof IteratorValue iterator
              && iterator.source() instanceof Suspension suspension)
          || !suspension.hasNext()) {
        throw call.error(ErrorKind.RUNTIME_ERROR, "generator didn't yield");
      }
      return new Context.Entered(
          suspension.next(),
          (error, leaving) -> {
            if (error == null) {
              if (suspension.hasNext()) {
                throw leaving.error(ErrorKind.RUNTIME_ERROR, "generator didn't stop");
              }
              return false;
            }
            try {
              suspension.raise(error);
              return true;
            } catch (ScriptException raised) {
              if (Identity.same(raised, error)) {
                return false;
              }
              throw raised;
            }
          });
    };
  }
}
