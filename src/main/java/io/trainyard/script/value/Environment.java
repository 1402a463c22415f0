package io.trainyard.script.value;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What comes with the language without being a part of it.
 *
 * @param modules what can be imported, by the whole name: {@code torch.nn}
 * @param written what of modules, and of tensors under {@code torch.Tensor}, is written in the
 *     language itself
 * @param prelude what is there without being imported
 * @param kinds of the values that the modules make
 * @param reach measures what is kept alive from some values on; null when it cannot tell
 */
public record Environment(
    Map<String, Namespace> modules,
    Map<String, WrittenMembers> written,
    Map<String, Object> prelude,
    List<Kind> kinds,
    Function<List<Object>, @Nullable Alive> reach) {

  /** Its members are the methods and attributes of tensors. */
  public static final String TENSOR = "torch.Tensor";

  /** Its members are methods of strings. */
  public static final String STRING = "str";

  /** What is written for values instead of for modules. */
  public static final List<String> OF_VALUES = List.of(TENSOR, STRING);

  static final Environment NONE =
      new Environment(Map.of(), Map.of(), Map.of(), List.of(), roots -> null);

  @Nullable Kind kind(Object value) {
    if (value instanceof Long || value instanceof Double || value instanceof String) {
      return null;
    }
    for (Kind kind : kinds) {
      if (kind.has(value)) {
        return kind;
      }
    }
    return null;
  }
}
