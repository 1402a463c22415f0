package io.trainyard.script.torch;

import io.trainyard.script.value.Callable;
import java.util.LinkedHashMap;
import java.util.Map;

/** Functions and constants by name: those of {@code torch}, of tensors and of modules below. */
final class Table {

  private final Map<String, Object> functions = new LinkedHashMap<>();
  private final Map<String, Callable> methods = new LinkedHashMap<>();

  Map<String, Object> functions() {
    return functions;
  }

  Map<String, Callable> methods() {
    return methods;
  }

  /** A function of the module alone. */
  Table function(String signature, Function.Body body) {
    return function(new Function(signature, body));
  }

  Table function(Function function) {
    functions.put(function.name(), function);
    return this;
  }

  /** A method of tensors alone; its first parameter is the tensor. */
  Table method(String signature, Function.Body body) {
    Function function = new Function(signature, body);
    methods.put(function.name(), function);
    return this;
  }

  /** A function that is a method too. */
  Table both(String signature, Function.Body body) {
    function(signature, body);
    return method(signature, body);
  }

  /** Another name for what is there. */
  Table alias(String known, String... others) {
    for (String other : others) {
      Object function = functions.get(known);
      if (function != null) {
        functions.put(other, function);
      }
      Callable method = methods.get(known);
      if (method != null) {
        methods.put(other, method);
      }
    }
    return this;
  }

  Table constant(String name, Object value) {
    functions.put(name, value);
    return this;
  }
}
