package io.trainyard.script.value;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A type that is built in: it can be called, and asked by {@code isinstance}.
 *
 * @param test whether a value is of it
 * @param module where PyTorch and Python keep it; empty for what comes with the language
 * @param base what classes of a text derive from that name this; null where none may
 */
public record NativeType(
    String module,
    String name,
    Predicate<Object> test,
    NativeFunction.Body body,
    @Nullable TypeValue base)
    implements Callable {

  /** One from which no class derives. */
  public NativeType(String name, Predicate<Object> test, NativeFunction.Body body) {
    this("", name, test, body, null);
  }

  /** One that is in no module. */
  public NativeType(
      String name, Predicate<Object> test, NativeFunction.Body body, @Nullable TypeValue base) {
    this("", name, test, body, base);
  }

  /** The same of a module. */
  public NativeType in(String place) {
    return new NativeType(place, name, test, body, base);
  }

  /** A type is known by its name, whichever import gave it. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NativeType type && name.equals(type.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public Object call(Call call) {
    return Work.counted(name, body, call);
  }

  @Override
  public String toString() {
    return "<class '" + (module.isEmpty() ? "" : module + ".") + name + "'>";
  }
}
