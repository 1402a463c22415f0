package io.trainyard.script.python;

import io.trainyard.script.interpreter.FunctionValue;
import io.trainyard.script.syntax.Parameters;
import io.trainyard.script.value.BoundMethod;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.TypeValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code inspect}: the parameters of functions that a text, or the library in its language, has.
 */
final class InspectModule {

  private InspectModule() {}

  /** An object that is nothing but its attributes. */
  private record Shown(String typeName, Map<String, Object> attributes) implements NativeValue {
    @Override
    public @Nullable Object attribute(String name) {
      return attributes.get(name);
    }

    @Override
    public Set<String> names() {
      return attributes.keySet();
    }
  }

  private static final NativeValue EMPTY = new Shown("_empty", Map.of());

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    Library.function(members, "signature", a -> signature(a.get("obj"), a.call()), "obj");
    Library.function(members, "getfullargspec", a -> argumentsOf(a.get("func"), a.call()), "func");
    Library.function(members, "isclass", a -> isClass(a.get("obj")), "obj");
    Library.function(members, "isfunction", a -> a.get("obj") instanceof FunctionValue, "obj");
    Library.function(members, "ismethod", a -> a.get("obj") instanceof BoundMethod, "obj");
    members.put("Parameter", new Shown("Parameter", Map.of("empty", EMPTY)));
    members.put("_empty", EMPTY);
    return members;
  }

  private static boolean isClass(Object value) {
    return value instanceof TypeValue || value instanceof NativeType;
  }

  private static Object signature(Object value, Call call) {
    DictValue parameters = new DictValue();
    FunctionValue function = function(value, call);
    for (Parameters.Parameter parameter : parameters(value, call)) {
      Object standard = function.standard(parameter.name());
      parameters.put(
          parameter.name(),
          new Shown(
              "Parameter",
              Map.of(
                  "name", parameter.name(),
                  "default", Objects.requireNonNullElse(standard, EMPTY))));
    }
    return new Shown("Signature", Map.of("parameters", parameters));
  }

  private static Object argumentsOf(Object value, Call call) {
    List<Object> names =
        function(value, call).parameters().list().stream()
            .<Object>map(Parameters.Parameter::name)
            .toList();
    return new Shown("FullArgSpec", Map.of("args", new ListValue(names)));
  }

  /** What a call gives: of a method and of a class all but the first. */
  private static List<Parameters.Parameter> parameters(Object value, Call call) {
    List<Parameters.Parameter> all = function(value, call).parameters().list();
    return value instanceof FunctionValue ? all : all.subList(1, all.size());
  }

  private static FunctionValue function(Object value, Call call) {
    Object found =
        switch (value) {
          case BoundMethod method -> method.function();
          case TypeValue type -> Objects.requireNonNullElse(type.find("__init__"), type);
          default -> value;
        };
    if (found instanceof FunctionValue function) {
      return function;
    }
    throw call.error(
        ErrorKind.VALUE_ERROR, "no signature is known of what is not written in the language");
  }
}
