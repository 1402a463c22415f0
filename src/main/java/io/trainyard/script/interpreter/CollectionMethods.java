package io.trainyard.script.interpreter;

import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.DictView;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.None;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.TupleValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The methods of lists, tuples, dicts and sets. */
final class CollectionMethods {

  static final Map<String, Callable> LIST = lists();
  static final Map<String, Callable> TUPLE = tuples();
  static final Map<String, Callable> DICT = dicts();
  static final Map<String, Callable> SET = sets();

  private CollectionMethods() {}

  private static void add(
      Map<String, Callable> table,
      String name,
      Function<Arguments, Object> body,
      String... parameters) {
    table.put(
        name, new NativeFunction(name, call -> body.apply(new Arguments(call, name, parameters))));
  }

  private static List<Object> items(Arguments a) {
    return switch (a.get("self")) {
      case ListValue list -> list.items();
      case TupleValue tuple -> tuple.items();
      default -> List.of();
    };
  }

  private static List<Object> iterated(Arguments a, String name) {
    return Iteration.list(a.get(name), a.call().position(), a.call().session());
  }

  private static Object grown(Arguments a) {
    a.call().session().claimItems(items(a).size(), a.call().position());
    return None.NONE;
  }

  private static Map<String, Callable> lists() {
    Map<String, Callable> table = new LinkedHashMap<>(tuples());
    add(
        table,
        "append",
        a -> {
          items(a).add(a.get("object"));
          return items(a).size() % 1024 == 0 ? grown(a) : None.NONE;
        },
        "self",
        "object");
    add(
        table,
        "extend",
        a -> {
          items(a).addAll(iterated(a, "iterable"));
          return grown(a);
        },
        "self",
        "iterable");
    add(
        table,
        "insert",
        a -> {
          int size = items(a).size();
          long at = a.integer("index");
          items(a).add((int) Math.clamp(at < 0 ? at + size : at, 0, size), a.get("object"));
          return grown(a);
        },
        "self",
        "index",
        "object");
    add(
        table,
        "pop",
        a -> {
          Object place = a.has("index") ? a.get("index") : Long.valueOf(-1);
          int at =
              Subscripts.place(
                  place, items(a).size(), "list", a.call().position(), a.call().session());
          a.call().session().passes(items(a).size() - (long) at, a.call().position());
          return items(a).remove(at);
        },
        "self",
        "index?");
    add(
        table,
        "remove",
        a -> {
          items(a).remove(index(a));
          return None.NONE;
        },
        "self",
        "value");
    add(
        table,
        "reverse",
        a -> {
          Collections.reverse(items(a));
          return None.NONE;
        },
        "self");
    add(
        table,
        "clear",
        a -> {
          items(a).clear();
          return None.NONE;
        },
        "self");
    add(table, "copy", a -> new ListValue(items(a)), "self");
    add(
        table,
        "sort",
        a -> {
          List<Object> sorted =
              Sorting.sorted(
                  new ArrayList<>(items(a)),
                  a.get("key", None.NONE),
                  a.flag("reverse", false),
                  a.call());
          items(a).clear();
          items(a).addAll(sorted);
          return None.NONE;
        },
        "self",
        "key?",
        "reverse?");
    return Collections.unmodifiableMap(table);
  }

  private static int index(Arguments a) {
    List<Object> items = items(a);
    for (int i = 0; i < items.size(); i++) {
      if (Comparisons.equal(
          items.get(i), a.get("value"), a.call().position(), a.call().session())) {
        return i;
      }
    }
    throw a.call()
        .error(
            ErrorKind.VALUE_ERROR,
            Types.described(a.get("value"), a.call().session()) + " is not there");
  }

  private static Map<String, Callable> tuples() {
    Map<String, Callable> table = new LinkedHashMap<>();
    add(table, "index", a -> (long) index(a), "self", "value");
    add(
        table,
        "count",
        a ->
            items(a).stream()
                .filter(item ->
                    Comparisons.equal(
                        item, a.get("value"), a.call().position(), a.call().session()))
                .count(),
        "self",
        "value");
    add(
        table,
        "numel",
        a ->
            items(a).stream()
                .mapToLong(item -> item instanceof Long size ? size : 0)
                .reduce(1, Math::multiplyExact),
        "self");
    return table;
  }

  private static DictValue dict(Arguments a) {
    return (DictValue) a.get("self");
  }

  private static Object key(Arguments a) {
    return Keys.checked(a.get("key"), a.call().position(), a.call().session());
  }

  private static Map<String, Callable> dicts() {
    Map<String, Callable> table = new LinkedHashMap<>();
    add(table, "keys", a -> new DictView(dict(a), DictView.Part.KEYS), "self");
    add(table, "values", a -> new DictView(dict(a), DictView.Part.VALUES), "self");
    add(table, "items", a -> new DictView(dict(a), DictView.Part.ITEMS), "self");
    add(
        table,
        "get",
        a -> {
          Object found = dict(a).get(key(a));
          return found == null ? a.get("default", None.NONE) : found;
        },
        "self",
        "key",
        "default?");
    add(
        table,
        "pop",
        a -> {
          Object found = dict(a).remove(key(a));
          if (found == null && !a.has("default")) {
            throw a.call()
                .error(ErrorKind.KEY_ERROR, "there is no key " + Texts.plain(a.get("key")));
          }
          return found == null ? a.get("default") : found;
        },
        "self",
        "key",
        "default?");
    add(
        table,
        "setdefault",
        a -> {
          Object found = dict(a).get(key(a));
          if (found == null) {
            dict(a).put(key(a), a.get("default", None.NONE));
          }
          return found == null ? a.get("default", None.NONE) : found;
        },
        "self",
        "key",
        "default?");
    add(
        table,
        "copy",
        a -> {
          return dict(a).copied();
        },
        "self");
    add(
        table,
        "clear",
        a -> {
          dict(a).clear();
          return None.NONE;
        },
        "self");
    add(
        table,
        "most_common",
        a -> {
          List<Object> keys = Counters.mostCommon(dict(a));
          int count =
              a.optional("n") == null ? keys.size() : (int) Math.min(a.integer("n"), keys.size());
          return new ListValue(
              keys.subList(0, count).stream()
                  .map(key -> TupleValue.of(key, Objects.requireNonNull(dict(a).get(key))))
                  .toList());
        },
        "self",
        "n?");
    add(
        table,
        "popitem",
        a -> {
          List<Object> keys = dict(a).keys();
          if (keys.isEmpty()) {
            throw a.call().error(ErrorKind.KEY_ERROR, "popitem(): dictionary is empty");
          }
          Object key = a.flag("last", true) ? keys.getLast() : keys.getFirst();
          return TupleValue.of(key, Objects.requireNonNull(dict(a).remove(key)));
        },
        "self",
        "last?");
    table.put(
        "update",
        new NativeFunction(
            "update",
            call -> {
              List<Object> positional = call.positional();
              DictValue own = (DictValue) positional.getFirst();
              if (positional.size() > 1 && own.type().equals("Counter")) {
                Counters.counted(own, positional.get(1), call);
              } else if (positional.size() > 1 && positional.get(1) instanceof DictValue other) {
                own.putAll(other);
              } else if (positional.size() > 1) {
                for (Object pair :
                    Iteration.list(positional.get(1), call.position(), call.session())) {
                  List<Object> both = Iteration.list(pair, call.position(), call.session());
                  if (both.size() != 2) {
                    throw call.error(ErrorKind.VALUE_ERROR, "update() expects pairs");
                  }
                  own.put(
                      Keys.checked(both.getFirst(), call.position(), call.session()), both.get(1));
                }
              }
              call.keywords().forEach(((DictValue) positional.getFirst())::put);
              return None.NONE;
            }));
    return Collections.unmodifiableMap(table);
  }

  private static Object item(Arguments a) {
    return Keys.checked(a.get("item"), a.call().position(), a.call().session());
  }

  private static Map<String, Callable> sets() {
    Map<String, Callable> table = new LinkedHashMap<>();
    add(
        table,
        "add",
        a -> {
          ((SetValue) a.get("self")).add(item(a));
          return None.NONE;
        },
        "self",
        "item");
    add(
        table,
        "discard",
        a -> {
          ((SetValue) a.get("self")).remove(item(a));
          return None.NONE;
        },
        "self",
        "item");
    add(
        table,
        "remove",
        a -> {
          if (!((SetValue) a.get("self")).remove(item(a))) {
            throw a.call()
                .error(ErrorKind.KEY_ERROR, "there is no key " + Texts.plain(a.get("item")));
          }
          return None.NONE;
        },
        "self",
        "item");
    Map.of("union", "|", "intersection", "&", "difference", "-", "symmetric_difference", "^")
        .forEach((name, operator) ->
            add(
                table,
                name,
                a ->
                    Arithmetic.binary(
                        operator,
                        a.get("self"),
                        new SetValue(iterated(a, "other")),
                        a.call().position(),
                        a.call().session()),
                "self",
                "other"));
    add(
        table,
        "update",
        a -> {
          iterated(a, "other")
              .forEach(item ->
                  ((SetValue) a.get("self"))
                      .add(Keys.checked(item, a.call().position(), a.call().session())));
          return None.NONE;
        },
        "self",
        "other");
    add(
        table,
        "issubset",
        a -> {
          var other = new SetValue(iterated(a, "other"));
          return ((SetValue) a.get("self")).items().stream().allMatch(other::contains);
        },
        "self",
        "other");
    add(
        table,
        "isdisjoint",
        a -> {
          SetValue own = (SetValue) a.get("self");
          return iterated(a, "other").stream().noneMatch(own::contains);
        },
        "self",
        "other");
    add(table, "copy", a -> new SetValue(((SetValue) a.get("self")).items()), "self");
    return Collections.unmodifiableMap(table);
  }
}
