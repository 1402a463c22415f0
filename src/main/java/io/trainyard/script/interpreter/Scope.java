package io.trainyard.script.interpreter;

import io.trainyard.script.value.Holder;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Names and what they mean, within those around them. */
final class Scope implements Holder {

  private final Map<String, Object> names;
  private final @Nullable Scope around;
  private final @Nullable FunctionValue function;
  private final @Nullable Object self;

  private Scope(
      Map<String, Object> names,
      @Nullable Scope around,
      @Nullable FunctionValue function,
      @Nullable Object self) {
    this.names = names;
    this.around = around;
    this.function = function;
    this.self = self;
  }

  /** The names of a text, over those that are always there. */
  static Scope global(Map<String, Object> builtins) {
    return new Scope(new HashMap<>(), new Scope(builtins, null, null, null), null, null);
  }

  /** The names of a call of a function; {@code self} is its first argument, for super(). */
  Scope ofCall(FunctionValue callee, @Nullable Object firstArgument) {
    return new Scope(new HashMap<>(), this, callee, firstArgument);
  }

  /** The names of the body of a class or of a comprehension. */
  Scope nested(Map<String, Object> own) {
    return new Scope(own, this, function, self);
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    names.values().forEach(held);
    if (around != null) {
      held.accept(around);
    }
    if (function != null) {
      held.accept(function);
    }
    if (self != null) {
      held.accept(self);
    }
  }

  @Nullable Object get(String name) {
    for (Scope scope = this; scope != null; scope = scope.around) {
      Object value = scope.names.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  void put(String name, Object value) {
    names.put(name, value);
  }

  boolean remove(String name) {
    return names.remove(name) != null;
  }

  /** The function being called here; null outside of all. */
  @Nullable FunctionValue function() {
    return function;
  }

  @Nullable Object self() {
    return self;
  }

  /** The names of this scope itself, without those around. */
  Map<String, Object> own() {
    return names;
  }

  /** Every name that is known here. */
  Collection<String> known() {
    Set<String> known = new LinkedHashSet<>();
    for (Scope scope = this; scope != null; scope = scope.around) {
      known.addAll(scope.names.keySet());
    }
    return known;
  }
}
