package io.trainyard.script.interpreter;

import io.trainyard.script.value.Environment;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.Namespace;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.Position;
import io.trainyard.signature.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What can be imported. */
final class Namespaces {

  private static final List<String> HINTS =
      List.of(
          "Any",
          "Callable",
          "ClassVar",
          "Dict",
          "Final",
          "Generic",
          "Iterable",
          "Iterator",
          "List",
          "Literal",
          "Mapping",
          "NamedTuple",
          "Optional",
          "Sequence",
          "Set",
          "Tuple",
          "Type",
          "TypeVar",
          "Union");

  private static final Set<String> WITHOUT_MEANING =
      Set.of("__future__", "typing", "typing_extensions", "collections.abc");

  private final Map<String, Namespace> known = new LinkedHashMap<>();

  private final Map<String, Object> prelude = new LinkedHashMap<>(Builtins.TABLE);

  Namespaces(Environment environment) {
    known.putAll(environment.modules());
    Map<String, Object> hints = new LinkedHashMap<>();
    HINTS.forEach(name -> hints.put(name, hint(name)));
    known.put("typing", new Namespace("typing", hints));
    environment.prelude().forEach(prelude::put);
    hints.forEach(prelude::put);
  }

  static NativeType hint(String name) {
    return new NativeType(
        name,
        value -> false,
        call -> {
          throw call.error(ErrorKind.TYPE_ERROR, name + " is only a hint and cannot be called");
        });
  }

  /** Whether a value is a name of {@code typing}, which means nothing where a class derives. */
  static boolean isHint(Object value) {
    return value instanceof NativeType type && HINTS.contains(type.name());
  }

  /** All names of a module, for {@code import *}. */
  Map<String, Object> all(String module, Position position) {
    if (WITHOUT_MEANING.contains(module)) {
      return Map.of();
    }
    if (imported(module, null, position) instanceof Namespace namespace) {
      Map<String, Object> names = new LinkedHashMap<>(namespace.members());
      names.keySet().removeIf(name -> name.startsWith("_"));
      return names;
    }
    throw ErrorKind.IMPORT_ERROR.at(
        position, module + " is not there, so that 'import *' cannot take its names");
  }

  /**
   * What an import names that is not there.
   *
   * @param sentence says so to who uses it
   */
  record Absent(String sentence) implements Holder {
    @Override
    public void eachHeld(Consumer<Object> held) {}
  }

  /** The value that an import gives a name; {@link Absent} for what may only be imported. */
  Object imported(String module, @Nullable String name, Position position) {
    if (name != null && WITHOUT_MEANING.contains(module)) {
      return hint(name);
    }
    Namespace namespace = known.get(module);
    if (namespace == null) {
      return absent(module, position);
    }
    if (name == null) {
      return namespace;
    }
    Object member = namespace.members().get(name);
    if (member != null) {
      return member;
    }
    Namespace below = known.get(module + "." + name);
    if (below != null) {
      return below;
    }
    throw ErrorKind.IMPORT_ERROR.at(
        position,
        "cannot import '"
            + name
            + "' from '"
            + module
            + "'"
            + Suggestion.hint(name, namespace.members().keySet()));
  }

  private Absent absent(String module, Position position) {
    Absent absent = AbsentModules.find(module);
    if (absent != null) {
      return absent;
    }
    throw ErrorKind.IMPORT_ERROR.at(
        position, "there is no module '" + module + "'" + Suggestion.hint(module, known.keySet()));
  }

  /** What is there without being imported, because texts are often sent without their imports. */
  Map<String, Object> prelude() {
    return prelude;
  }
}
