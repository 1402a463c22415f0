package io.trainyard.script.value;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object that is built in and has attributes of its own: an optimizer, a scheduler. */
public interface NativeValue {

  /** The name of its class. */
  String typeName();

  /** What it has by that name; null when it has nothing. */
  @Nullable Object attribute(String name);

  /** All names that it has. */
  Set<String> names();

  /** What {@code print(value)} prints. */
  default String shown() {
    return text();
  }

  /** What {@code repr(value)} gives. */
  default String text() {
    return "<" + typeName() + " object>";
  }
}
