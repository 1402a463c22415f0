package io.trainyard.signature;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request has to write to get an object of a class: read off the class's only public
 * constructor, whose parameters carry the names, and whose annotations the defaults and bounds. The
 * constructor is the one declaration; requests, their faults, the completed spec and the list of
 * capabilities all follow from it.
 *
 * @param <T> the class
 */
public final class Signature<T> {

  private final Class<T> type;
  private final Constructor<T> constructor;
  private final List<Parameter> parameters;

  private Signature(Class<T> type, Constructor<T> constructor) {
    this.type = type;
    this.constructor = constructor;
    this.parameters =
        Arrays.stream(constructor.getParameters())
            .filter(parameter -> !parameter.isAnnotationPresent(Given.class))
            .map(Parameter::of)
            .toList();
  }

  /**
   * The signature of a class.
   *
   * @throws IllegalArgumentException unless the class has exactly one public constructor, of types
   *     a request can write
   */
  @SuppressWarnings("unchecked") // getConstructors of Class<T> constructs T
  public static <T> Signature<T> of(Class<T> type) {
    Constructor<?>[] constructors = type.getConstructors();
    if (constructors.length != 1) {
      throw new IllegalArgumentException(
          type
              + " has "
              + constructors.length
              + " public constructors; its signature needs exactly one");
    }
    return new Signature<>(type, (Constructor<T>) constructors[0]);
  }

  /** The name by which requests call it. */
  public String name() {
    Named named = type.getAnnotation(Named.class);
    return named == null ? type.getSimpleName() : named.value();
  }

  public Class<T> type() {
    return type;
  }

  /** One sentence on what it does; empty when the class says none. */
  public String summary() {
    Summary summary = type.getAnnotation(Summary.class);
    return summary == null ? "" : summary.value();
  }

  /** The arguments that a request can write, in order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  Constructor<T> constructor() {
    return constructor;
  }

  /**
   * Reads an object of a request.
   *
   * @return the checked arguments with every default filled in, or null when the tree is no object
   *     at all; an argument at fault is said so in the faults, and has its default, if any, in the
   *     recipe
   */
  public @Nullable Recipe<T> read(@Nullable Object tree, Faults faults) {
    return read(tree, Set.of(), faults);
  }

  @Nullable Recipe<T> read(@Nullable Object tree, Set<String> alsoKnown, Faults faults) {
    if (!(tree instanceof Map<?, ?> map)) {
      faults.add("wrong_type", "expects an object, got " + Literal.describe(tree));
      return null;
    }
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    Parameter inline = inline(map);
    if (inline == null) {
      refuseUnknown(map, alsoKnown, faults);
    }
    for (Parameter parameter : parameters) {
      arguments.put(
          parameter.name(),
          parameter.equals(inline)
              ? only(parameter, map, faults)
              : argument(parameter, map, faults.at(parameter.name())));
    }
    return new Recipe<>(this, arguments);
  }

  /** The list whose one entry is written into the object; null when none is. */
  private @Nullable Parameter inline(Map<?, ?> map) {
    return parameters.stream()
        .filter(Parameter::inline)
        .filter(parameter -> map.containsKey("type") && !map.containsKey(parameter.name()))
        .findFirst()
        .orElse(null);
  }

  /** A list of the one entry that is written into the object beside its other arguments. */
  private @Nullable Object only(Parameter list, Map<?, ?> map, Faults faults) {
    Map<Object, @Nullable Object> entry = new LinkedHashMap<>(map);
    parameters.stream()
        .filter(other -> !other.equals(list))
        .forEach(other -> entry.remove(other.name()));
    Object read = ((ListValue) list.type()).element().read(entry, faults);
    return read == null ? null : List.of(read);
  }

  /** Who needs an argument: what has a name of its own in requests, or the object as it stands. */
  private String subject() {
    return type().isRecord() ? "this object" : name();
  }

  private @Nullable Object argument(Parameter parameter, Map<?, ?> map, Faults faults) {
    String name = parameter.name();
    if (map.containsKey(name)) {
      Object tree = map.get(name);
      if (tree == null && (parameter.nullable() || parameter.inferredFrom().isPresent())) {
        return null;
      }
      Object value = parameter.type().read(tree, faults);
      if (value != null) {
        return value;
      }
    } else if (!parameter.optional()) {
      faults.add("missing_field", subject() + " needs '" + name + "': " + parameter.expectation());
      return null;
    }
    // After a fault too, so that what depends on this argument can still be checked.
    Object literal = parameter.defaultTree();
    return literal == null ? null : parameter.type().read(literal, faults);
  }

  private void refuseUnknown(Map<?, ?> map, Set<String> alsoKnown, Faults faults) {
    List<String> known = Parameter.names(parameters);
    for (Object key : map.keySet()) {
      String name = String.valueOf(key);
      if (!known.contains(name) && !alsoKnown.contains(name)) {
        faults
            .at(name)
            .add(
                "unknown_field",
                subject()
                    + " has no '"
                    + Literal.shortened(name)
                    + "'"
                    + Suggestion.hint(name, known));
      }
    }
  }

  /** The tree of a record that this signature reads. */
  public Map<String, @Nullable Object> toTree(Object value) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      Object argument = component(value, parameter.name());
      tree.put(parameter.name(), argument == null ? null : parameter.type().toTree(argument));
    }
    return tree;
  }

  private @Nullable Object component(Object value, String name) {
    try {
      for (java.lang.reflect.Parameter parameter : constructor.getParameters()) {
        if (Parameter.nameOf(parameter).equals(name)) {
          return type.getMethod(parameter.getName()).invoke(value);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " does not show its component " + name, e);
    }
    throw new IllegalArgumentException(type + " has no component " + name);
  }
}
