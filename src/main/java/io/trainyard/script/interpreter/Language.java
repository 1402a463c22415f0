package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What library modules ask of the language, at the place of the call that they answer. */
public final class Language {

  private Language() {}

  public static Object call(Object function, Call at, Object... arguments) {
    return Invocations.call(
        function, new Call(at.position(), List.of(arguments), Map.of(), at.session()));
  }

  public static Object call(Object function, Call call) {
    return Invocations.call(function, call);
  }

  public static Iterator<Object> over(Object value, Call at) {
    return Iteration.over(value, at.position(), at.session());
  }

  public static List<Object> list(Object value, Call at) {
    return Iteration.list(value, at.position(), at.session());
  }

  public static String str(Object value, Call at) {
    return Texts.str(value, at.position(), at.session());
  }

  public static String repr(Object value, Call at) {
    return Texts.repr(value, at.position(), at.session());
  }

  public static boolean truth(Object value, Call at) {
    return Comparisons.truth(value, at.position(), at.session());
  }

  public static boolean equal(Object left, Object right, Call at) {
    return Comparisons.equal(left, right, at.position(), at.session());
  }

  public static Object binary(String operator, Object left, Object right, Call at) {
    return Arithmetic.binary(operator, left, right, at.position(), at.session());
  }

  public static Object compare(String operator, Object left, Object right, Call at) {
    return Comparisons.compare(operator, left, right, at.position(), at.session());
  }

  /** The value itself, if it can be a key. */
  public static Object key(Object value, Call at) {
    return Keys.checked(value, at.position(), at.session());
  }

  public static Object item(Object value, Object index, Call at) {
    return Subscripts.get(value, index, at.position(), at.session());
  }

  public static Object attribute(Object value, String name, Call at) {
    return Attributes.get(value, name, at.position(), at.session());
  }

  public static void setAttribute(Object value, String name, Object item, Call at) {
    Attributes.set(value, name, item, at.position(), at.session());
  }

  public static boolean hasMethod(Object value, String name) {
    return Attributes.special(value, name) != null;
  }

  public static String typeName(Object value) {
    return Types.name(value);
  }

  public static String described(Object value) {
    return Types.described(value);
  }

  /** Gives a function of the text another name and docstring; other functions stay as they are. */
  public static void name(Object function, Object like) {
    if (function instanceof FunctionValue own) {
      own.attributes().put("__name__", Types.functionName(like));
      own.attributes().put("__wrapped__", like);
      if (like instanceof FunctionValue known) {
        own.attributes().put("__doc__", known.documentation());
      }
    }
  }

  /** The function of a method or of what is decorated; null for any other value. */
  public static @Nullable Callable function(Object value) {
    return value instanceof Callable callable ? callable : null;
  }
}
