package io.trainyard.script.torch.autograd;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Context;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * What {@code torch.no_grad()} gives: holds in a {@code with} block, and for a function that it
 * decorates.
 */
record GradMode(String name, boolean enabled) implements Callable, Context {

  @Override
  public Object call(Call call) {
    if (call.positional().isEmpty() && call.keywords().isEmpty()) {
      return this;
    }
    Object given = new Arguments(call, name(), "func").get("func");
    if (given instanceof Boolean mode) {
      return new GradMode(name, !mode);
    }
    return new NativeFunction(
        Language.functionName(given, call),
        inner -> {
          Entered entered = enter(inner);
          try {
            return Language.invoke(given, inner);
          } finally {
            entered.exit().leave(null, inner);
          }
        },
        List.of(given));
  }

  /** {@code torch.set_grad_enabled(mode)}, which holds at once, or for a block. */
  static Object switched(Call call) {
    boolean mode = new Arguments(call, "set_grad_enabled", "mode").flag("mode", true);
    boolean before = Tensor.isGradEnabled();
    Tensor.switchGrad(mode);
    return (Context)
        inner -> {
          Tensor.switchGrad(mode);
          return new Entered(
              io.trainyard.script.value.None.NONE,
              (error, leaving) -> {
                Tensor.switchGrad(before);
                return false;
              });
        };
  }

  @Override
  public Entered enter(Call call) {
    boolean before = Tensor.isGradEnabled();
    Tensor.switchGrad(enabled);
    return new Entered(
        this,
        (error, leaving) -> {
          Tensor.switchGrad(before);
          return false;
        });
  }

  @Override
  public String toString() {
    return "<torch." + name + " object>";
  }
}
