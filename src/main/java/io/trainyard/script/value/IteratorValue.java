package io.trainyard.script.value;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * What can be gone through once.
 *
 * @param source what the items come from, all of it
 */
public record IteratorValue(Iterator<Object> items, Object source) implements Holder {

  public static IteratorValue of(List<?> items) {
    return new IteratorValue(
        items.stream().map(item -> (Object) item).iterator(), new Items(items));
  }

  /** Items that nothing else keeps. */
  private record Items(List<?> items) implements Holder {
    @Override
    public void eachHeld(Consumer<Object> held) {
      items.forEach(held);
    }
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    held.accept(source);
  }

  @Override
  public String toString() {
    return "<iterator>";
  }
}
