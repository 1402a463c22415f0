package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code module.double()} and {@code module.to(dtype)}: what a module learns, of another type. */
final class ModuleTypes {

  private ModuleTypes() {}

  static Module to(Call call) {
    List<Object> given = new ArrayList<>(call.positional());
    given.addAll(call.keywords().values());
    for (Object value : given) {
      if (value instanceof DType dtype) {
        return hold(call, dtype);
      }
      if (value instanceof TensorValue like) {
        return hold(call, like.dtype());
      }
    }
    return ModuleClasses.self(call);
  }

  /** Lets a module and all within hold their floats as another type. */
  static Module hold(Call call, DType dtype) {
    Module module = ModuleClasses.walked(call);
    if (!dtype.isFloatingPoint()) {
      throw call.error(
          io.trainyard.script.value.ErrorKind.TYPE_ERROR,
          "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype="
              + dtype);
    }
    hold(module, dtype, call);
    return module;
  }

  private static void hold(Module module, DType dtype, Call call) {
    for (Map.Entry<String, Tensor> entry : Map.copyOf(module.buffers()).entrySet()) {
      if (isOther(entry.getValue(), dtype)) {
        Tensor held = held(entry.getValue(), dtype, call);
        module.replaceBuffer(entry.getKey(), held);
        if (module instanceof ScriptModule own) {
          own.attributes().put(entry.getKey(), TensorValue.of(held));
        }
      }
    }
    List.copyOf(module.ownParameters().keySet())
        .forEach(name -> {
          Tensor parameter = java.util.Objects.requireNonNull(module.ownParameters().get(name));
          if (isOther(parameter, dtype)) {
            Tensor held = held(parameter, dtype, call).requiresGrad(parameter.requiresGrad());
            module.replaceParameter(name, held);
            if (module instanceof ScriptModule own) {
              own.attributes().put(name, TensorValue.parameter(held));
            }
          }
        });
    module.children().values().forEach(child -> hold(child, dtype, call));
  }

  private static boolean isOther(Tensor tensor, DType dtype) {
    return tensor.dtype().isFloatingPoint() && tensor.dtype() != dtype;
  }

  private static Tensor held(Tensor tensor, DType dtype, Call call) {
    return Tensors.guarded(
        call.position(),
        call.session(),
        () -> Tensor.noGrad(() -> tensor.detach().to(dtype).detach()));
  }
}
