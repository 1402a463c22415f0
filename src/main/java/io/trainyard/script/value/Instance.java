package io.trainyard.script.value;

import org.jspecify.annotations.Nullable;

/** An object of a class. */
public interface Instance {

  TypeValue type();

  /** An attribute of the object itself; null when it has none of that name. */
  @Nullable Object own(String name);

  Iterable<String> ownNames();

  /** Takes down that an attribute is about to be read. */
  default void read(String name, Position position) {}

  /** {@code self.name = value}. */
  void set(String name, Object value, Position position);

  /**
   * {@code del self.name}.
   *
   * @return whether it had such an attribute
   */
  boolean remove(String name);
}
