package io.trainyard.script.value;

import java.util.function.Consumer;

/**
 * What {@code super()} gives: an object seen as one of the classes behind another.
 *
 * @param behind the class whose bases are asked
 * @param self the object, or the class in a class method
 */
public record SuperValue(TypeValue behind, Object self) implements Holder {

  @Override
  public void eachHeld(Consumer<Object> held) {
    held.accept(behind);
    held.accept(self);
  }

  @Override
  public String toString() {
    return "<object object>";
  }
}
