package io.trainyard.script.interpreter;

import io.trainyard.script.Callable;
import org.jspecify.annotations.Nullable;

/** A function of a class that is more than a method. */
sealed interface Decorated {

  record Property(Callable getter, @Nullable Callable setter) implements Decorated {}

  record Static(Callable function) implements Decorated {}

  record OfClass(Callable function) implements Decorated {}
}
