package io.trainyard.script.torch.autograd;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Context;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code torch.autograd}, {@code torch.amp} and the modes of {@code torch} for gradients. */
public final class Library {

  private Library() {}

  /** All names, by their modules. */
  public static Map<String, Map<String, Object>> modules() {
    Map<String, Map<String, Object>> modules = new LinkedHashMap<>();
    modules.put("torch", modes());
    Map<String, Object> autograd = new LinkedHashMap<>(Functions.decorators());
    autograd.put("Function", Functions.FUNCTION);
    autograd.put("Variable", new NativeFunction("Variable", Library::variable));
    autograd.put("set_detect_anomaly", idle("set_detect_anomaly"));
    autograd.put("detect_anomaly", idle("detect_anomaly"));
    modules.put("torch.autograd", autograd);
    Map<String, Object> amp = new LinkedHashMap<>(Functions.decorators());
    amp.put("autocast", idle("autocast"));
    modules.put("torch.cuda.amp", amp);
    return modules;
  }

  private static Map<String, Object> modes() {
    Map<String, Object> modes = new LinkedHashMap<>();
    modes.put("no_grad", new GradMode("no_grad", false));
    modes.put("inference_mode", new GradMode("inference_mode", false));
    modes.put("enable_grad", new GradMode("enable_grad", true));
    modes.put("set_grad_enabled", new NativeFunction("set_grad_enabled", GradMode::switched));
    modes.put(
        "is_grad_enabled", new NativeFunction("is_grad_enabled", call -> Tensor.isGradEnabled()));
    modes.put("autocast", idle("autocast"));
    return modes;
  }

  private static Object variable(Call call) {
    var a = new Arguments(call, "Variable", "data", "requires_grad?", "volatile?");
    return Tensors.variable(a.tensor("data"), a.flag("requires_grad", false), call);
  }

  /** What changes nothing on a processor: {@code torch.autocast}, {@code detect_anomaly}. */
  private static NativeFunction idle(String name) {
    return new NativeFunction(
        name,
        call ->
            call.positional().size() == 1
                    && call.positional().getFirst() instanceof Callable function
                ? function
                : new Idle(name));
  }

  /** As a context and as a decorator. */
  private record Idle(String name) implements Callable, Context {
    @Override
    public Object call(Call call) {
      return call.positional().isEmpty() ? this : call.positional().getFirst();
    }

    @Override
    public Entered enter(Call call) {
      return new Entered(this, (error, leaving) -> false);
    }
  }
}
