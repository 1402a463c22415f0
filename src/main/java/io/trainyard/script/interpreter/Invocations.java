package io.trainyard.script.interpreter;

import io.trainyard.nn.Module;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Instance;

/** Calls of whatever can be called: functions, classes, modules, objects with {@code __call__}. */
final class Invocations {

  private Invocations() {}

  static Object call(Object function, Call call) {
    return switch (function) {
      case Callable callable -> callable.call(call);
      case ScriptModule module -> {
        Object method = Attributes.special(module, "__call__");
        yield method == null ? forward(module, call) : call(method, call);
      }
      case Instance instance
          when Attributes.special(instance, "__call__") instanceof Callable method ->
          call(method, call);
      case Module module -> ModuleCalls.call(module, call);
      default ->
          throw call.error(ErrorKind.TYPE_ERROR, "'" + Types.name(function) + "' cannot be called");
    };
  }

  static Object forward(ScriptModule module, Call call) {
    Object forward = module.type().find("forward");
    if (!(forward instanceof Callable function)) {
      throw call.error(
          ErrorKind.ATTRIBUTE_ERROR,
          "Module [" + module.type().name() + "] is missing the required \"forward\" function");
    }
    module.requireReady(call.position());
    call.session().step(call.position());
    return function.call(call.with(module));
  }
}
