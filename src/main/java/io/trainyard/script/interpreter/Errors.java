package io.trainyard.script.interpreter;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ErrorValue;
import io.trainyard.script.value.NativeType;
import java.util.LinkedHashMap;
import java.util.Map;

/** The errors that a text can raise. */
final class Errors {

  private Errors() {}

  static void addTo(Map<String, Object> table) {
    Map<String, ErrorKind> kinds = new LinkedHashMap<>();
    kinds.put("Exception", ErrorKind.RUNTIME_ERROR);
    kinds.put("ValueError", ErrorKind.VALUE_ERROR);
    kinds.put("TypeError", ErrorKind.TYPE_ERROR);
    kinds.put("RuntimeError", ErrorKind.RUNTIME_ERROR);
    kinds.put("IndexError", ErrorKind.INDEX_ERROR);
    kinds.put("KeyError", ErrorKind.KEY_ERROR);
    kinds.put("AttributeError", ErrorKind.ATTRIBUTE_ERROR);
    kinds.put("AssertionError", ErrorKind.ASSERTION_ERROR);
    kinds.put("ZeroDivisionError", ErrorKind.ZERO_DIVISION_ERROR);
    kinds.put("NotImplementedError", ErrorKind.UNSUPPORTED);
    kinds.forEach((name, kind) ->
        table.put(
            name,
            new NativeType(
                name,
                value -> value instanceof ErrorValue error && error.kind() == kind,
                call -> {
                  Object message = new Arguments(call, name, "message?").get("message", name);
                  return new ErrorValue(kind, Texts.str(message, call.position(), call.session()));
                })));
  }
}
