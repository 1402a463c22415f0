package io.trainyard.script.interpreter;

import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Holder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A function of a class that is more than a method. */
sealed interface Decorated extends Holder {

  record Property(Callable getter, @Nullable Callable setter) implements Decorated {
    @Override
    public void eachHeld(Consumer<Object> held) {
      held.accept(getter);
      if (setter != null) {
        held.accept(setter);
      }
    }
  }

  record Static(Callable function) implements Decorated {
    @Override
    public void eachHeld(Consumer<Object> held) {
      held.accept(function);
    }
  }

  record OfClass(Callable function) implements Decorated {
    @Override
    public void eachHeld(Consumer<Object> held) {
      held.accept(function);
    }
  }
}
