package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SliceValue;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What library modules ask of the language, at the place of the call that they answer. */
public final class Language {

  private Language() {}

  public static Object call(Object function, Call at, Object... arguments) {
    return Invocations.call(
        function, new Call(at.position(), List.of(arguments), Map.of(), at.session()));
  }

  /** As {@link #call(Object, Call, Object...)}, with all that another call is given. */
  public static Object invoke(Object function, Call call) {
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

  /** The text of a value that holds no others. */
  public static String plain(Object value) {
    return Texts.plain(value);
  }

  /** A whole number that is wanted as what is named. */
  public static long integer(Object value, String what, Call at) {
    return Arithmetic.integer(value, what, at.position(), at.session());
  }

  /** A number as a float. */
  public static double toDouble(Object number) {
    return Arithmetic.toDouble(number);
  }

  /** The items that a slice picks. */
  public static List<Object> part(List<Object> items, SliceValue slice, Call at) {
    return Subscripts.part(items, slice, at.position(), at.session());
  }

  /** The place that an index means among so many items of what is named. */
  public static int place(Object index, int size, String what, Call at) {
    return Subscripts.place(index, size, what, at.position(), at.session());
  }

  /** Whether a value is still what it was, to the type. */
  public static boolean isUnchanged(Object before, Object now, Call at) {
    return Comparisons.unchanged(before, now, at.position(), at.session());
  }

  /** A method that a class of the text defines for the language: {@code __len__}; else null. */
  public static @Nullable Object special(Object value, String name) {
    return Attributes.special(value, name);
  }

  /** Runs a part of a text that is called from outside. */
  public static <T> T run(Position position, Session session, Supplier<T> work) {
    return Guard.run(position, session, work);
  }

  /** A value of its own that holds copies of all that the other holds. */
  public static Object deepCopy(Object value, Call call) {
    return Copies.deep(value, call);
  }

  public static boolean hasMethod(Object value, String name) {
    return Attributes.special(value, name) != null;
  }

  public static String typeName(Object value, Call at) {
    return Types.name(value, at.session());
  }

  /** What a function is called. */
  public static String functionName(Object function, Call at) {
    return Types.functionName(function, at.session());
  }

  /** A value in words that fit behind "got": {@code 'abc' (str)}. */
  public static String described(Object value, Call at) {
    return Types.described(value, at.session());
  }

  /** Gives a function of the text another name and docstring; other functions stay as they are. */
  public static void name(Object function, Object like, Call at) {
    if (function instanceof FunctionValue own) {
      own.attributes().put("__name__", Types.functionName(like, at.session()));
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
