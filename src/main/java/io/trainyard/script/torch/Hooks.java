package io.trainyard.script.torch;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** {@code tensor.register_hook(f)}: what hears of a gradient, and may change it. */
final class Hooks {

  private Hooks() {}

  static Object of(Tensor tensor, Object hook, Call call) {
    if (!tensor.requiresGrad()) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "cannot register a hook on a tensor that doesn't require gradient");
    }
    if (!(hook instanceof Callable function)) {
      throw call.error(ErrorKind.TYPE_ERROR, "register_hook() expects a function");
    }
    return new Handle(
        tensor.hook(gradient -> {
          var given =
              new Call(
                  call.position(), List.of(TensorValue.of(gradient)), Map.of(), call.session());
          return function.call(given) instanceof TensorValue changed ? changed.tensor() : gradient;
        }));
  }
}
