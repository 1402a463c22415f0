package io.trainyard.script.python;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** {@code itertools}: what loops go through, put together. */
final class ItertoolsModule {

  private ItertoolsModule() {}

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(
        "chain",
        new NativeType(
            "chain",
            value -> false,
            call -> chained(call.positional().iterator(), call),
            TypeValue.builtIn("chain")
                .method(
                    "from_iterable",
                    call -> chained(Language.over(call.positional().getFirst(), call), call))));
    Library.open(members, "product", ItertoolsModule::product);
    Library.function(
        members,
        "combinations",
        a -> picked(Language.list(a.get("iterable"), a.call()), (int) a.integer("r"), false, a),
        "iterable",
        "r");
    Library.function(
        members,
        "permutations",
        a -> {
          List<Object> items = Language.list(a.get("iterable"), a.call());
          return picked(items, a.has("r") ? (int) a.integer("r") : items.size(), true, a);
        },
        "iterable",
        "r?");
    Library.function(members, "accumulate", ItertoolsModule::accumulate, "iterable", "func?");
    Library.function(
        members,
        "count",
        a -> {
          Object[] next = {a.get("start", 0L)};
          Object step = a.get("step", 1L);
          return lazy(
              a,
              () -> true,
              () -> {
                Object now = next[0];
                next[0] = Language.binary("+", now, step, a.call());
                return now;
              });
        },
        "start?",
        "step?");
    Library.function(
        members,
        "cycle",
        a -> {
          List<Object> items = Language.list(a.get("iterable"), a.call());
          int[] at = {0};
          return lazy(a, () -> !items.isEmpty(), () -> items.get(at[0]++ % items.size()));
        },
        "iterable");
    Library.function(
        members,
        "repeat",
        a -> {
          long[] left = {a.has("times") ? a.integer("times") : Long.MAX_VALUE};
          return lazy(
              a,
              () -> left[0] > 0,
              () -> {
                left[0]--;
                return a.get("object");
              });
        },
        "object",
        "times?");
    Library.function(
        members, "islice", ItertoolsModule::slice, "iterable", "start", "stop?", "step?");
    Library.function(
        members,
        "starmap",
        a -> {
          Iterator<Object> items = Language.over(a.get("iterable"), a.call());
          return lazy(
              a,
              items::hasNext,
              () ->
                  Language.call(
                      a.get("function"),
                      a.call(),
                      Language.list(items.next(), a.call()).toArray()));
        },
        "function",
        "iterable");
    Library.open(members, "zip_longest", ItertoolsModule::longest);
    return members;
  }

  private static IteratorValue lazy(
      Arguments a, java.util.function.BooleanSupplier more, Supplier<Object> next) {
    return lazy(a.call(), more, next);
  }

  private static IteratorValue lazy(
      Call call, java.util.function.BooleanSupplier more, Supplier<Object> next) {
    Iterator<Object> items =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return more.getAsBoolean();
          }

          @Override
          public Object next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            call.session().step(call.position());
            return next.get();
          }
        };
    return new IteratorValue(items, new TupleValue(call.positional()));
  }

  private static Object chained(Iterator<Object> rows, Call call) {
    List<Iterator<Object>> open = new ArrayList<>();
    return lazy(
        call,
        () -> {
          while ((open.isEmpty() || !open.getFirst().hasNext()) && rows.hasNext()) {
            open.clear();
            open.add(Language.over(rows.next(), call));
          }
          return !open.isEmpty() && open.getFirst().hasNext();
        },
        () -> open.getFirst().next());
  }

  private static Object product(Call call) {
    Object repeat = call.keywords().get("repeat");
    List<List<Object>> rows = new ArrayList<>();
    for (long i = 0; i < (repeat instanceof Long times ? times : 1); i++) {
      call.positional().forEach(value -> rows.add(Language.list(value, call)));
      call.session().claimItems(rows.size(), call.position());
    }
    List<Object> all = new ArrayList<>(List.of(TupleValue.of()));
    for (List<Object> row : rows) {
      call.session().claimItems((long) all.size() * row.size(), call.position());
      List<Object> longer = new ArrayList<>();
      for (Object begun : all) {
        for (Object item : row) {
          List<Object> items = new ArrayList<>(((TupleValue) begun).items());
          items.add(item);
          longer.add(new TupleValue(items));
        }
      }
      all = longer;
    }
    return IteratorValue.of(all);
  }

  private static Object picked(List<Object> items, int count, boolean anyOrder, Arguments a) {
    List<Object> found = new ArrayList<>();
    pick(items, count, anyOrder, new ArrayList<>(), found, a);
    return IteratorValue.of(found);
  }

  private static void pick(
      List<Object> items,
      int count,
      boolean anyOrder,
      List<Integer> chosen,
      List<Object> found,
      Arguments a) {
    a.call().session().step(a.call().position());
    if (chosen.size() == count) {
      a.call().session().claimItems(found.size() + 1L, a.call().position());
      found.add(new TupleValue(chosen.stream().map(items::get).toList()));
      return;
    }
    int from = anyOrder || chosen.isEmpty() ? 0 : chosen.getLast() + 1;
    for (int i = from; i < items.size(); i++) {
      if (!chosen.contains(i)) {
        chosen.add(i);
        pick(items, count, anyOrder, chosen, found, a);
        chosen.removeLast();
      }
    }
  }

  private static Object accumulate(Arguments a) {
    Iterator<Object> items = Language.over(a.get("iterable"), a.call());
    Object[] sum = {None.NONE};
    boolean[] begun = {false};
    return lazy(
        a,
        items::hasNext,
        () -> {
          Object item = items.next();
          sum[0] =
              !begun[0]
                  ? item
                  : a.optional("func") == null
                      ? Language.binary("+", sum[0], item, a.call())
                      : Language.call(a.get("func"), a.call(), sum[0], item);
          begun[0] = true;
          return sum[0];
        });
  }

  private static Object slice(Arguments a) {
    Iterator<Object> items = Language.over(a.get("iterable"), a.call());
    boolean isShort = !a.has("stop");
    long start = isShort || a.optional("start") == null ? 0 : a.integer("start");
    Object end = isShort ? a.optional("start") : a.optional("stop");
    long stop = end == null ? Long.MAX_VALUE : (Long) end;
    long step = a.optional("step") == null ? 1 : a.integer("step");
    long[] at = {0};
    return lazy(
        a,
        () -> {
          while (at[0] < stop
              && (at[0] < start || (at[0] - start) % step != 0)
              && items.hasNext()) {
            items.next();
            at[0]++;
          }
          return at[0] < stop && items.hasNext();
        },
        () -> {
          at[0]++;
          return items.next();
        });
  }

  private static Object longest(Call call) {
    List<Iterator<Object>> rows =
        call.positional().stream().map(value -> Language.over(value, call)).toList();
    Object fill = call.keywords().getOrDefault("fillvalue", None.NONE);
    return lazy(
        call,
        () -> rows.stream().anyMatch(Iterator::hasNext),
        () -> new TupleValue(rows.stream().map(row -> row.hasNext() ? row.next() : fill).toList()));
  }
}
