package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.NativeFunction;
import java.util.List;

/**
 * What {@code torch.no_grad()} gives: holds in a {@code with} block, and for a function that it
 * decorates.
 */
record GradMode(boolean enabled) implements Callable {

  @Override
  public String name() {
    return enabled ? "enable_grad" : "no_grad";
  }

  @Override
  public Object call(Call call) {
    if (call.positional().isEmpty()) {
      return this;
    }
    Object function = new Arguments(call, name(), "func").get("func");
    return new NativeFunction(
        name(),
        inner -> GradModes.within(this, inner, () -> Invocations.call(function, inner)),
        List.of(function));
  }

  @Override
  public String toString() {
    return Texts.plain(this);
  }
}
