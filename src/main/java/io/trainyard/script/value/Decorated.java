package io.trainyard.script.value;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A function of a class that is more than a method. */
public sealed interface Decorated extends Holder {

  public record Property(Callable getter, @Nullable Callable setter) implements Decorated {
    @Override
    public void eachHeld(Consumer<Object> held) {
      held.accept(getter);
      if (setter != null) {
        held.accept(setter);
      }
    }
  }

  public record Static(Callable function) implements Decorated {
    @Override
    public void eachHeld(Consumer<Object> held) {
      held.accept(function);
    }
  }

  public record OfClass(Callable function) implements Decorated {
    @Override
    public void eachHeld(Consumer<Object> held) {
      held.accept(function);
    }
  }
}
