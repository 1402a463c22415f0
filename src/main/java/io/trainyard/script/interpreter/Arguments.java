package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Parameters.Kind;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.TensorValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a call of something built in, by name. */
public final class Arguments {

  /** Stands for an argument that is not there. */
  private static final Object LEFT_OUT = new Object();

  private final Call call;
  private final String function;
  private final Map<String, Object> values = new HashMap<>();

  /**
   * Matches the arguments to names.
   *
   * @param names of the parameters in order; those that end in a question mark may be left out
   */
  public Arguments(Call call, String function, String... names) {
    this.call = call;
    this.function = function;
    List<Binder.Slot> slots =
        Arrays.stream(names)
            .map(name ->
                name.endsWith("?")
                    ? new Binder.Slot(name.substring(0, name.length() - 1), Kind.PLAIN, LEFT_OUT)
                    : new Binder.Slot(name, Kind.PLAIN, null))
            .toList();
    new Binder(function, slots)
        .bind(call)
        .forEach((name, value) -> {
          if (!LEFT_OUT.equals(value)) {
            values.put(name, value);
          }
        });
  }

  private ScriptException error(String message) {
    return call.error(ErrorKind.TYPE_ERROR, function + "() " + message);
  }

  public Call call() {
    return call;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw error("misses the argument '" + name + "'");
    }
    return value;
  }

  public Object get(String name, Object standard) {
    return values.getOrDefault(name, standard);
  }

  /** A value that may be left out or be None. */
  public @Nullable Object optional(String name) {
    Object value = values.get(name);
    return value == None.NONE ? null : value;
  }

  public double number(String name, double standard) {
    Object value = values.get(name);
    return switch (value) {
      case null -> standard;
      case Long whole -> whole;
      case Double number -> number;
      case Boolean bool -> bool ? 1 : 0;
      default -> throw wrong(name, "a number", value);
    };
  }

  public long integer(String name) {
    return Arithmetic.integer(
        get(name),
        "argument '" + name + "' of " + function + "()",
        call.position(),
        call.session());
  }

  public boolean flag(String name, boolean standard) {
    return switch (values.get(name)) {
      case null -> standard;
      case Boolean bool -> bool;
      case Object value -> throw wrong(name, "True or False", value);
    };
  }

  public String text(String name) {
    Object value = get(name);
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name, "a string", value);
  }

  public TensorValue tensor(String name) {
    Object value = get(name);
    if (value instanceof TensorValue tensor) {
      return tensor;
    }
    throw wrong(name, "a tensor", value);
  }

  private ScriptException wrong(String name, String expected, Object value) {
    return error(
        "expects "
            + expected
            + " for '"
            + name
            + "', got "
            + Types.described(value, call.session()));
  }
}
