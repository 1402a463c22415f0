package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.TupleValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions over what a loop can go through. */
final class Sequences {

  private Sequences() {}

  static Object extreme(Call call, String name, int sign) {
    List<Object> items =
        call.positional().size() == 1
            ? items(call, call.positional().getFirst())
            : call.positional();
    Object key = call.keywords().getOrDefault("key", None.NONE);
    if (items.isEmpty()) {
      Object standard = call.keywords().get("default");
      if (standard == null) {
        throw call.error(ErrorKind.VALUE_ERROR, name + "() of an empty sequence");
      }
      return standard;
    }
    Object best = items.getFirst();
    for (Object item : items.subList(1, items.size())) {
      Object isBeyond =
          Comparisons.compare(
              sign > 0 ? ">" : "<",
              keyed(item, key, call),
              keyed(best, key, call),
              call.position(),
              call.session());
      if (Comparisons.truth(isBeyond, call.position(), call.session())) {
        best = item;
      }
    }
    return best;
  }

  static Object keyed(Object item, Object key, Call call) {
    return key == None.NONE
        ? item
        : Invocations.call(key, new Call(call.position(), List.of(item), Map.of(), call.session()));
  }

  static Object sum(Call call) {
    var a = new Arguments(call, "sum", "iterable", "start?");
    Object sum = a.get("start", 0L);
    Iterator<Object> items = Iteration.over(a.get("iterable"), call.position(), call.session());
    int mark = call.session().held();
    while (items.hasNext()) {
      call.session().step(call.position());
      call.session().letGo(mark);
      call.session().hold(sum);
      sum = Arithmetic.binary("+", sum, items.next(), call.position(), call.session());
    }
    return sum;
  }

  static boolean contains(Call call, String name, boolean wanted) {
    Iterator<Object> items = Iteration.over(only(call, name), call.position(), call.session());
    while (items.hasNext()) {
      call.session().step(call.position());
      if (Comparisons.truth(items.next(), call.position(), call.session()) == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Items that are made of the next ones of others, until one of these has no more. */
  private static Object combined(
      Call call, List<Object> values, java.util.function.Function<List<Object>, Object> each) {
    List<Iterator<Object>> rows =
        values.stream()
            .map(value -> Iteration.over(value, call.position(), call.session()))
            .toList();
    Iterator<Object> items =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return !rows.isEmpty() && rows.stream().allMatch(Iterator::hasNext);
          }

          @Override
          public Object next() {
            call.session().step(call.position());
            List<Object> next = new ArrayList<>();
            rows.forEach(row -> next.add(row.next()));
            return each.apply(next);
          }
        };
    return new IteratorValue(items, new TupleValue(call.positional()));
  }

  static Object enumerate(Call call) {
    var a = new Arguments(call, "enumerate", "iterable", "start?");
    long[] number = {a.has("start") ? a.integer("start") : 0};
    return combined(
        call, List.of(a.get("iterable")), items -> TupleValue.of(number[0]++, items.getFirst()));
  }

  static Object zip(Call call) {
    if (call.keywords().containsKey("strict")) {
      List<List<Object>> all = call.positional().stream().map(value -> items(call, value)).toList();
      if (all.stream().mapToInt(List::size).distinct().count() > 1
          && Boolean.TRUE.equals(call.keywords().get("strict"))) {
        throw call.error(ErrorKind.VALUE_ERROR, "zip() arguments have different lengths");
      }
      return combined(
          call, all.stream().map(row -> (Object) new ListValue(row)).toList(), TupleValue::new);
    }
    return combined(call, call.positional(), TupleValue::new);
  }

  static Object map(Call call) {
    if (call.positional().size() < 2) {
      throw call.error(ErrorKind.TYPE_ERROR, "map() needs a function and what it is applied to");
    }
    Object function = call.positional().getFirst();
    return combined(
        call,
        call.positional().subList(1, call.positional().size()),
        items ->
            Invocations.call(function, new Call(call.position(), items, Map.of(), call.session())));
  }

  static Object filter(Call call) {
    var a = new Arguments(call, "filter", "function", "iterable");
    Iterator<Object> items = Iteration.over(a.get("iterable"), call.position(), call.session());
    return new IteratorValue(
        new Iterator<>() {
          private @Nullable Object ready;

          @Override
          public boolean hasNext() {
            while (ready == null && items.hasNext()) {
              Object item = items.next();
              Object test = keyed(item, a.get("function"), call);
              ready = Comparisons.truth(test, call.position(), call.session()) ? item : null;
            }
            return ready != null;
          }

          @Override
          public Object next() {
            if (!hasNext()) {
              throw new java.util.NoSuchElementException();
            }
            Object item = java.util.Objects.requireNonNull(ready);
            ready = null;
            return item;
          }
        },
        new TupleValue(call.positional()));
  }

  static Object sorted(Call call) {
    var a = new Arguments(call, "sorted", "iterable", "key?", "reverse?");
    List<Object> items = new ArrayList<>(items(call, a.get("iterable")));
    return new ListValue(
        Sorting.sorted(items, a.get("key", None.NONE), a.flag("reverse", false), call));
  }

  static Object next(Call call) {
    var a = new Arguments(call, "next", "iterator", "default?");
    Object iterator = a.get("iterator");
    if (Attributes.special(iterator, "__next__") instanceof Callable method) {
      try {
        return method.call(new Call(call.position(), List.of(), Map.of(), call.session()));
      } catch (ScriptException e) {
        if (e.kind() != ErrorKind.STOP_ITERATION || !a.has("default")) {
          throw e;
        }
        return a.get("default");
      }
    }
    if (!(iterator instanceof IteratorValue(Iterator<Object> items, Object source))) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "'" + Types.name(iterator, call.session()) + "' object is not an iterator");
    }
    if (items.hasNext()) {
      return items.next();
    }
    if (!a.has("default")) {
      throw call.error(ErrorKind.STOP_ITERATION, "");
    }
    return a.get("default");
  }

  private static Object only(Call call, String function) {
    return new Arguments(call, function, "x").get("x");
  }

  private static List<Object> items(Call call, Object value) {
    return Iteration.list(value, call.position(), call.session());
  }
}
