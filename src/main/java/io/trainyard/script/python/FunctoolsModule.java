package io.trainyard.script.python;

import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.TupleValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code functools}: functions of functions. */
final class FunctoolsModule {

  private FunctoolsModule() {}

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    Library.open(members, "partial", FunctoolsModule::partial);
    Library.open(
        members,
        "wraps",
        call -> {
          Object like = call.positional().getFirst();
          return new NativeFunction(
              "wraps",
              later -> {
                Object function = later.positional().getFirst();
                Language.name(function, like, call);
                return function;
              },
              List.of(like));
        });
    Library.function(
        members,
        "reduce",
        a -> {
          Iterator<Object> items = Language.over(a.get("iterable"), a.call());
          Object value = a.has("initial") ? a.get("initial") : null;
          while (items.hasNext()) {
            a.call().session().step(a.call().position());
            Object item = items.next();
            value = value == null ? item : Language.call(a.get("function"), a.call(), value, item);
          }
          if (value == null) {
            throw a.call()
                .error(ErrorKind.TYPE_ERROR, "reduce() of empty iterable with no initial value");
          }
          return value;
        },
        "function",
        "iterable",
        "initial?");
    Library.open(
        members,
        "lru_cache",
        call ->
            call.positional().size() == 1 && Language.function(call.positional().getFirst()) != null
                ? cached(call.positional().getFirst())
                : new NativeFunction("lru_cache", later -> cached(later.positional().getFirst())));
    Library.open(members, "cache", call -> cached(call.positional().getFirst()));
    Library.function(members, "total_ordering", a -> a.get("cls"), "cls");
    return members;
  }

  private static Object partial(Call call) {
    if (call.positional().isEmpty()) {
      throw call.error(ErrorKind.TYPE_ERROR, "partial() misses the function");
    }
    Object function = call.positional().getFirst();
    List<Object> first = call.positional().subList(1, call.positional().size());
    List<Object> kept = new ArrayList<>(call.positional());
    kept.addAll(call.keywords().values());
    return new NativeFunction(
        "partial",
        later -> {
          List<Object> all = new ArrayList<>(first);
          all.addAll(later.positional());
          Map<String, Object> keywords = new LinkedHashMap<>(call.keywords());
          keywords.putAll(later.keywords());
          return Language.invoke(
              function, new Call(later.position(), all, keywords, later.session()));
        },
        kept);
  }

  /** Remembers what a function gave for the same arguments. */
  private static Object cached(Object function) {
    var known = new DictValue();
    return new NativeFunction(
        "lru_cache",
        call -> {
          List<Object> parts = new ArrayList<>(call.positional());
          call.keywords().forEach((name, value) -> parts.add(TupleValue.of(name, value)));
          Object key = Language.key(new TupleValue(parts), call);
          Object found = known.get(key);
          if (found == null) {
            found = Language.invoke(function, call);
            call.session().claimItems(known.size() + 1L, call.position());
            known.put(key, found);
          }
          return found;
        },
        List.of(function, known));
  }
}
