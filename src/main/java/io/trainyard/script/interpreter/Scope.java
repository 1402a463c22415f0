package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Bindings;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
  private final @Nullable TypeValue type;
  private final Bindings bindings;

  private Scope(
      Map<String, Object> names,
      @Nullable Scope around,
      @Nullable FunctionValue function,
      @Nullable Object self,
      @Nullable TypeValue type,
      Bindings bindings) {
    this.names = names;
    this.around = around;
    this.function = function;
    this.self = self;
    this.type = type;
    this.bindings = bindings;
  }

  /** The names of a text, over those that are always there. */
  static Scope global(Map<String, Object> builtins) {
    var always = new Scope(builtins, null, null, null, null, Bindings.NONE);
    return new Scope(new HashMap<>(), always, null, null, null, Bindings.NONE);
  }

  /** The names of a call of a function; {@code self} is its first argument, for super(). */
  Scope ofCall(FunctionValue callee, Bindings names, @Nullable Object firstArgument) {
    return new Scope(new HashMap<>(), this, callee, firstArgument, null, names);
  }

  /** The names of a comprehension. */
  Scope nested() {
    return new Scope(new HashMap<>(), this, function, self, null, Bindings.NONE);
  }

  /** The names of the body of a class, which are its attributes. */
  Scope ofClass(TypeValue owner) {
    return new Scope(owner.attributes(), this, function, self, owner, Bindings.NONE);
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

  /** What a function that is written here sees: never the attributes of its class as names. */
  Scope closure() {
    return type != null && around != null ? around : this;
  }

  /** The class whose body this is; null for none. */
  @Nullable TypeValue type() {
    return type;
  }

  @Nullable Object get(String name) {
    for (Scope scope = this; scope != null; scope = scope.around) {
      if (scope.bindings.globals().contains(name)) {
        return outermost().get(name);
      }
      Object value = scope.names.get(name);
      if (value != null || scope.bindings.own().contains(name)) {
        return value;
      }
    }
    return null;
  }

  /** Whether a name belongs to the function that is carried out here. */
  boolean isOwn(String name) {
    for (Scope scope = this; scope != null; scope = scope.around) {
      if (scope.bindings.own().contains(name)) {
        return true;
      }
    }
    return false;
  }

  private Scope outermost() {
    Scope scope = this;
    while (scope.around != null && scope.around.around != null) {
      scope = scope.around;
    }
    return scope;
  }

  void put(String name, Object value) {
    holderOf(name).names.put(name, value);
  }

  private Scope holderOf(String name) {
    if (bindings.globals().contains(name)) {
      return outermost();
    }
    if (bindings.nonlocals().contains(name)) {
      for (Scope scope = around; scope != null; scope = scope.around) {
        if (scope.bindings.own().contains(name)) {
          return scope;
        }
        if (scope.bindings.nonlocals().contains(name)) {
          return scope.holderOf(name);
        }
      }
    }
    return this;
  }

  /** {@code name := value}, which a comprehension gives to what is around it. */
  void putOutside(String name, Object value) {
    Scope scope = this;
    while (scope.around != null
        && scope.around.around != null
        && scope.type == null
        && scope.function == scope.around.function
        && !scope.bindings.own().contains(name)) {
      scope = scope.around;
    }
    scope.put(name, value);
  }

  boolean remove(String name) {
    return holderOf(name).names.remove(name) != null;
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

  /** The names of the functions around, innermost first. */
  List<Map<String, Object>> functions() {
    List<Map<String, Object>> functions = new ArrayList<>();
    for (Scope scope = this; scope != null && scope.function != null; scope = scope.around) {
      functions.add(scope.names);
    }
    return functions;
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
