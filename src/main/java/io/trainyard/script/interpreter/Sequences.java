package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TupleValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

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

  static Object enumerate(Call call) {
    var a = new Arguments(call, "enumerate", "iterable", "start?");
    long number = a.has("start") ? a.integer("start") : 0;
    List<Object> pairs = new ArrayList<>();
    for (Object item : items(call, a.get("iterable"))) {
      pairs.add(TupleValue.of(number++, item));
    }
    return IteratorValue.of(pairs);
  }

  static Object zip(Call call) {
    List<List<Object>> rows = call.positional().stream().map(value -> items(call, value)).toList();
    int shortest = rows.stream().mapToInt(List::size).min().orElse(0);
    List<Object> tuples = new ArrayList<>();
    for (int i = 0; i < shortest; i++) {
      int place = i;
      tuples.add(new TupleValue(rows.stream().map(row -> row.get(place)).toList()));
    }
    return IteratorValue.of(tuples);
  }

  static Object map(Call call) {
    if (call.positional().size() < 2) {
      throw call.error(ErrorKind.TYPE_ERROR, "map() needs a function and what it is applied to");
    }
    Object function = call.positional().getFirst();
    List<List<Object>> rows =
        call.positional().stream().skip(1).map(value -> items(call, value)).toList();
    int shortest = rows.stream().mapToInt(List::size).min().orElse(0);
    List<Object> results = new ArrayList<>();
    for (int i = 0; i < shortest; i++) {
      int place = i;
      List<Object> arguments = rows.stream().map(row -> row.get(place)).toList();
      Object result =
          Invocations.call(
              function, new Call(call.position(), arguments, Map.of(), call.session()));
      call.session().hold(result);
      results.add(result);
    }
    return IteratorValue.of(results);
  }

  static Object filter(Call call) {
    var a = new Arguments(call, "filter", "function", "iterable");
    List<Object> kept = new ArrayList<>();
    for (Object item : items(call, a.get("iterable"))) {
      Object test = keyed(item, a.get("function"), call);
      if (Comparisons.truth(test, call.position(), call.session())) {
        kept.add(item);
      }
    }
    return IteratorValue.of(kept);
  }

  static Object sorted(Call call) {
    var a = new Arguments(call, "sorted", "iterable", "key?", "reverse?");
    List<Object> items = new ArrayList<>(items(call, a.get("iterable")));
    return new ListValue(
        Sorting.sorted(items, a.get("key", None.NONE), a.flag("reverse", false), call));
  }

  static Object next(Call call) {
    var a = new Arguments(call, "next", "iterator", "default?");
    if (!(a.get("iterator") instanceof IteratorValue(Iterator<Object> items, Object source))) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "next() expects an iterator, got " + Types.described(a.get("iterator")));
    }
    if (items.hasNext()) {
      return items.next();
    }
    if (!a.has("default")) {
      throw call.error(ErrorKind.VALUE_ERROR, "next() of what has no more items");
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
