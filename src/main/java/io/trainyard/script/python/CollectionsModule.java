package io.trainyard.script.python;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code collections}: dicts, tuples and lists that know more. */
final class CollectionsModule {

  private CollectionsModule() {}

  private static final String ITEMS = "items";
  private static final String MAXLEN = "maxlen";

  private static final TypeValue DEQUE =
      TypeValue.builtIn("deque")
          .method("__init__", CollectionsModule::initialize)
          .method("append", call -> add(call, false))
          .method("appendleft", call -> add(call, true))
          .method("extend", CollectionsModule::extend)
          .method("pop", call -> taken(call, false))
          .method("popleft", call -> taken(call, true))
          .method(
              "clear",
              call -> {
                items(call).clear();
                return None.NONE;
              })
          .method("rotate", CollectionsModule::rotate)
          .method("__len__", call -> (long) items(call).size())
          .method("__iter__", call -> IteratorValue.of(List.copyOf(items(call))))
          .method(
              "__getitem__",
              call -> Language.item(new ListValue(items(call)), call.positional().get(1), call))
          .method("__repr__", CollectionsModule::shown);

  private static ObjectValue self(Call call) {
    return (ObjectValue) call.positional().getFirst();
  }

  private static List<Object> items(Call call) {
    return self(call).own(ITEMS) instanceof ListValue list ? list.items() : new ArrayList<>();
  }

  private static Object initialize(Call call) {
    var a = new Arguments(call, "deque", "self", "iterable?", "maxlen?");
    self(call).attributes().put(ITEMS, new ListValue(List.of()));
    self(call).attributes().put(MAXLEN, a.get(MAXLEN, None.NONE));
    if (a.optional("iterable") != null) {
      Language.list(a.get("iterable"), call).forEach(item -> add(call, item, false));
    }
    return None.NONE;
  }

  private static Object add(Call call, boolean left) {
    add(call, new Arguments(call, "append", "self", "x").get("x"), left);
    return None.NONE;
  }

  private static void add(Call call, Object item, boolean left) {
    List<Object> items = items(call);
    items.add(left ? 0 : items.size(), item);
    if (self(call).own(MAXLEN) instanceof Long most && items.size() > most) {
      items.remove(left ? items.size() - 1 : 0);
    }
    call.session().claimItems(items.size() / 64L, call.position());
    if (items.size() > call.session().limits().items()) {
      call.session().claimItems(items.size(), call.position());
    }
  }

  private static Object extend(Call call) {
    Language.list(new Arguments(call, "extend", "self", "iterable").get("iterable"), call)
        .forEach(item -> add(call, item, false));
    return None.NONE;
  }

  private static Object taken(Call call, boolean left) {
    List<Object> items = items(call);
    if (items.isEmpty()) {
      throw call.error(ErrorKind.INDEX_ERROR, "pop from an empty deque");
    }
    return left ? items.removeFirst() : items.removeLast();
  }

  private static Object rotate(Call call) {
    var a = new Arguments(call, "rotate", "self", "n?");
    List<Object> items = items(call);
    Collections.rotate(items, (int) (a.has("n") ? a.integer("n") % Math.max(1, items.size()) : 1));
    return None.NONE;
  }

  private static Object shown(Call call) {
    Object most = self(call).own(MAXLEN);
    return "deque("
        + Language.repr(new ListValue(items(call)), call)
        + (most instanceof Long ? ", maxlen=" + most : "")
        + ")";
  }

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("deque", DEQUE);
    members.put(
        "OrderedDict", dict("OrderedDict", call -> filled(new DictValue("OrderedDict"), call)));
    members.put("defaultdict", dict("defaultdict", CollectionsModule::defaulting));
    members.put("Counter", dict("Counter", CollectionsModule::counter));
    Library.open(members, "namedtuple", CollectionsModule::namedTuple);
    return members;
  }

  private static NativeType dict(String name, NativeFunction.Body make) {
    return new NativeType(
        name, value -> value instanceof DictValue dict && dict.type().equals(name), make);
  }

  private static DictValue filled(DictValue dict, Call call) {
    if (!call.positional().isEmpty()) {
      Object source = call.positional().getFirst();
      if (source instanceof DictValue other) {
        dict.putAll(other);
      } else {
        for (Object pair : Language.list(source, call)) {
          List<Object> both = Language.list(pair, call);
          if (both.size() != 2) {
            throw call.error(ErrorKind.VALUE_ERROR, "a dict is made of pairs");
          }
          dict.put(Language.key(both.getFirst(), call), both.get(1));
        }
      }
    }
    call.keywords().forEach(dict::put);
    return dict;
  }

  private static Object defaulting(Call call) {
    var dict = new DictValue("defaultdict");
    List<Object> positional = call.positional();
    if (!positional.isEmpty() && positional.getFirst() != None.NONE) {
      dict.factory(positional.getFirst());
    }
    return filled(
        dict,
        new Call(
            call.position(),
            positional.isEmpty() ? positional : positional.subList(1, positional.size()),
            call.keywords(),
            call.session()));
  }

  private static Object counter(Call call) {
    var counts = new DictValue("Counter");
    if (!call.positional().isEmpty() && !(call.positional().getFirst() instanceof DictValue)) {
      for (Object item : Language.list(call.positional().getFirst(), call)) {
        Object key = Language.key(item, call);
        counts.put(key, counts.get(key) instanceof Long known ? known + 1 : (Object) 1L);
      }
      call.keywords().forEach(counts::put);
      return counts;
    }
    return filled(counts, call);
  }

  private static Object namedTuple(Call call) {
    var a = new Arguments(call, "namedtuple", "typename", "field_names", "defaults?", "rename?");
    String name = a.text("typename");
    List<String> names =
        a.get("field_names") instanceof String text
            ? List.of(text.strip().split("[,\\s]+", -1))
            : Language.list(a.get("field_names"), call).stream().map(String::valueOf).toList();
    List<Object> standards =
        a.optional("defaults") == null ? List.of() : Language.list(a.get("defaults"), call);
    int needed = names.size() - standards.size();
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      parameters.add(i < needed ? names.get(i) : names.get(i) + "?");
    }
    TypeValue attributes = TypeValue.builtIn(name);
    attributes
        .attributes()
        .put("_fields", new TupleValue(names.stream().map(Object.class::cast).toList()));
    attributes.method(
        "_make",
        made -> new TupleValue(Language.list(made.positional().getFirst(), made), name, names));
    return new NativeType(
        name,
        value -> value instanceof TupleValue tuple && tuple.type().equals(name),
        made -> {
          var given = new Arguments(made, name, parameters.toArray(String[]::new));
          List<Object> items = new ArrayList<>();
          for (int i = 0; i < names.size(); i++) {
            items.add(
                given.has(names.get(i)) ? given.get(names.get(i)) : standards.get(i - needed));
          }
          return new TupleValue(items, name, names);
        },
        attributes);
  }
}
