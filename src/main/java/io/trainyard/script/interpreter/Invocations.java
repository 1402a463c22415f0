package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.Kind;

/** Calls of whatever can be called: functions, classes, objects with {@code __call__}. */
final class Invocations {

  private Invocations() {}

  static Object call(Object function, Call call) {
    return switch (function) {
      case Callable callable -> callable.call(call);
      case Instance instance
          when Attributes.special(instance, "__call__") instanceof Callable method ->
          call(method, call);
      default -> {
        Kind kind = call.session().kind(function);
        if (kind == null) {
          throw call.error(
              ErrorKind.TYPE_ERROR,
              "'" + Types.name(function, call.session()) + "' cannot be called");
        }
        yield kind.call(function, call);
      }
    };
  }
}
