package io.trainyard.signature;

import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class of a family with its checked arguments: what a request chose, ready to be made as often
 * as needed.
 *
 * @param <T> the class
 */
public final class Recipe<T> {

  private final Signature<T> signature;
  private final Map<String, @Nullable Object> arguments;

  Recipe(Signature<T> signature, Map<String, @Nullable Object> arguments) {
    this.signature = signature;
    this.arguments = arguments;
  }

  /** The name by which the request called it. */
  public String type() {
    return signature.name();
  }

  public Signature<T> signature() {
    return signature;
  }

  /** The value of an argument; null when it is null, still to be inferred, or was at fault. */
  public @Nullable Object argument(String name) {
    if (!arguments.containsKey(name)) {
      throw new IllegalArgumentException(type() + " has no argument " + name);
    }
    return arguments.get(name);
  }

  /**
   * Whether every argument that has to be there is there; after a fault, or before inference, it
   * may not be.
   */
  public boolean isComplete() {
    return signature.parameters().stream()
        .allMatch(
            parameter -> parameter.absentAllowed() || arguments.get(parameter.name()) != null);
  }

  /** Whether it is complete, and so is all that it is made of: entries of lists, other recipes. */
  public boolean isReady() {
    return isComplete()
        && arguments.values().stream().allMatch(value -> value == null || isReady(value));
  }

  private static boolean isReady(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Recipe<?> recipe -> recipe.isReady();
      case List<?> list -> list.stream().allMatch(Recipe::isReady);
      case Either.Second<?, ?>(Object other) -> isReady(other);
      default -> true;
    };
  }

  /** The same recipe with one argument changed. */
  public Recipe<T> with(String name, Object value) {
    argument(name);
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(arguments);
    changed.put(name, value);
    return new Recipe<>(signature, changed);
  }

  /**
   * Makes the object.
   *
   * @param givens values for the parameters marked {@link Given}, found by their type
   * @throws IllegalArgumentException what the constructor itself has to say against the arguments
   */
  public T create(Object... givens) {
    java.lang.reflect.Parameter[] parameters = signature.constructor().getParameters();
    @Nullable Object[] values = new @Nullable Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      values[i] =
          parameters[i].isAnnotationPresent(Given.class)
              ? given(parameters[i].getType(), givens)
              : arguments.get(Parameter.nameOf(parameters[i]));
    }
    try {
      T object = signature.constructor().newInstance(values);
      if (object instanceof Made made) {
        made.madeBy(this);
      }
      return object;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(type() + " could not be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type() + " could not be made", e);
    }
  }

  private Object given(Class<?> wanted, Object... givens) {
    for (Object given : givens) {
      if (wanted.isInstance(given)) {
        return given;
      }
    }
    throw new IllegalStateException(type() + " needs a " + wanted.getSimpleName() + " to be given");
  }

  /** The request that makes the same again, every argument written out. */
  public Map<String, @Nullable Object> toTree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("type", type());
    for (Parameter parameter : signature.parameters()) {
      Object value = arguments.get(parameter.name());
      tree.put(parameter.name(), value == null ? null : parameter.type().toTree(value));
    }
    return tree;
  }
}
