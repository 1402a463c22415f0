package io.trainyard.script.interpreter;

import io.trainyard.nn.Layer;
import io.trainyard.script.torch.LayerFunctions;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls of whatever can be called: functions, classes, modules, objects with {@code __call__}. */
final class Invocations {

  private Invocations() {}

  static Object call(Object function, Call call) {
    return switch (function) {
      case Callable callable -> callable.call(call);
      case Layer layer -> layer(layer, call);
      case LossModule loss -> loss.call(call);
      case ScriptModule module -> {
        Object method = Attributes.special(module, "__call__");
        yield method == null ? forward(module, call) : call(method, call);
      }
      case Instance instance
          when Attributes.special(instance, "__call__") instanceof Callable method ->
          call(method, call);
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

  private static Object layer(Layer layer, Call call) {
    call.session().step(call.position());
    String name = layer.getClass().getSimpleName();
    List<String> names = layer.inputNames();
    var arguments = new Arguments(call, name + ".forward", names.toArray(String[]::new));
    if (names.size() > 1) {
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      names.forEach(each -> inputs.put(each, arguments.tensor(each).tensor()));
      int dims = inputs.values().iterator().next().dim();
      return new TensorValue(
          Tensors.guarded(call.position(), call.session(), () -> layer.forward(inputs)),
          layer.gradFn(dims, false));
    }
    TensorValue input = arguments.tensor(names.getFirst());
    Tensor output =
        Tensors.guarded(
            call.position(), call.session(), () -> LayerFunctions.forward(layer, input.tensor()));
    if (output == input.tensor()) {
      return input;
    }
    if (layer.isInPlace()) {
      String made = layer.gradFn(input.tensor().dim(), true);
      return Tensors.inPlace(input, new TensorValue(output, made), call.position(), call.session());
    }
    return new TensorValue(output, layer.gradFn(input.tensor().dim(), false));
  }
}
