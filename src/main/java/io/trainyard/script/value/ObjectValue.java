package io.trainyard.script.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An object of a class of the text that is no module. */
public record ObjectValue(TypeValue type, Map<String, Object> attributes)
    implements Instance, Holder {

  public ObjectValue(TypeValue type) {
    this(type, new LinkedHashMap<>());
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    held.accept(type);
    attributes.values().forEach(held);
  }

  @Override
  public @Nullable Object own(String name) {
    return attributes.get(name);
  }

  @Override
  public Iterable<String> ownNames() {
    return attributes.keySet();
  }

  @Override
  public void set(String name, Object value, Position position) {
    attributes.put(name, value);
  }

  @Override
  public boolean remove(String name) {
    return attributes.remove(name) != null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "<" + type.name() + " object>";
  }
}
