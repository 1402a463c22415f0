package io.trainyard.script.value;

import org.jspecify.annotations.Nullable;

/** An object of a class. */
public interface Instance {

  TypeValue type();

  /** An attribute of the object itself; null when it has none of that name. */
  @Nullable Object own(String name);

  Iterable<String> ownNames();
}
