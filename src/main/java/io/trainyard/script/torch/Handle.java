package io.trainyard.script.torch;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Context;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What registering a hook gives: takes it away again. */
public record Handle(Runnable removal) implements NativeValue, Context, Holder {

  @Override
  public void eachHeld(Consumer<Object> held) {}

  @Override
  public String typeName() {
    return "RemovableHandle";
  }

  @Override
  public @Nullable Object attribute(String name) {
    return name.equals("remove") ? new NativeFunction("remove", this::remove) : null;
  }

  private Object remove(Call call) {
    removal.run();
    return None.NONE;
  }

  @Override
  public Set<String> names() {
    return Set.of("remove");
  }

  @Override
  public Entered enter(Call call) {
    return new Entered(
        this,
        (error, leaving) -> {
          removal.run();
          return false;
        });
  }
}
