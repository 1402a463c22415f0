package io.trainyard.script.value;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What built-in functions cost that go through whole collections: so many items are as much work as
 * a statement.
 */
public final class Work {

  /** What takes no longer for a large collection than for a small one. */
  private static final Set<String> QUICK =
      Set.of("add", "append", "get", "isinstance", "len", "pop", "range", "setdefault", "type");

  private static final String BEYOND =
      "the result is beyond the largest whole number, " + Long.MAX_VALUE;

  private Work() {}

  /** Does what a built-in function does, and counts it. */
  public static Object counted(String function, NativeFunction.Body body, Call call) {
    try {
      if (QUICK.contains(function)) {
        return body.call(call);
      }
      count(call.positional(), call);
      Object result = body.call(call);
      count(List.of(result), call);
      return result;
    } catch (ArithmeticException e) {
      throw new ScriptException(ErrorKind.LIMIT_ERROR, call.position(), BEYOND, e);
    }
  }

  private static void count(Collection<Object> values, Call call) {
    long items = 0;
    for (Object value : values) {
      items += size(value);
    }
    call.session().passes(items, call.position());
  }

  private static long size(Object value) {
    return switch (value) {
      case String text -> text.length();
      case ListValue list -> list.items().size();
      case TupleValue tuple -> tuple.items().size();
      case DictValue dict -> dict.size();
      case SetValue set -> set.size();
      default -> 0;
    };
  }
}
