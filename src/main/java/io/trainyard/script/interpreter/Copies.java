package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.TupleValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Copies of values: {@code copy.copy} and {@code copy.deepcopy}. */
public final class Copies {

  private final Map<Object, Object> done = new java.util.IdentityHashMap<>();
  private final Call call;

  private Copies(Call call) {
    this.call = call;
  }

  /** A value of its own that holds copies of all that the other holds. */
  public static Object deep(Object value, Call call) {
    return new Copies(call).copied(value);
  }

  /** A value of its own that holds what the other holds. */
  public static Object shallow(Object value, Call call) {
    return switch (value) {
      case ListValue list -> new ListValue(list.items());
      case SetValue set -> new SetValue(set.items());
      case DictValue dict -> dict.copied();
      case ObjectValue object -> {
        var copy = new ObjectValue(object.type());
        copy.attributes().putAll(object.attributes());
        yield copy;
      }
      default -> {
        Kind kind = call.session().kind(value);
        yield kind == null ? value : kind.shallowCopy(value, call);
      }
    };
  }

  private Object copied(Object value) {
    Object known = done.get(value);
    if (known != null) {
      return known;
    }
    call.session().step(call.position());
    call.session().enter(call.position());
    try {
      return made(value);
    } finally {
      call.session().leave();
    }
  }

  private <T> T known(Object value, T copy) {
    done.put(value, copy);
    return copy;
  }

  private Object made(Object value) {
    return switch (value) {
      case ListValue list -> {
        ListValue copy = known(value, new ListValue(List.of()));
        list.items().forEach(item -> copy.items().add(copied(item)));
        yield copy;
      }
      case TupleValue tuple ->
          new TupleValue(
              tuple.items().stream().map(this::copied).toList(), tuple.type(), tuple.names());
      case SetValue set -> new SetValue(set.items());
      case DictValue dict -> {
        DictValue copy = known(value, dict.empty());
        dict.keys()
            .forEach(key -> copy.put(copied(key), copied(Objects.requireNonNull(dict.get(key)))));
        yield copy;
      }
      case ObjectValue object when object.type().isBuiltIn() || !isMember(object) -> {
        ObjectValue copy = known(value, new ObjectValue(object.type()));
        object.attributes().forEach((name, item) -> copy.attributes().put(name, copied(item)));
        yield copy;
      }
      default -> {
        Kind kind = call.session().kind(value);
        yield kind == null ? value : kind.deepCopy(value, done::put, this::copied, call);
      }
    };
  }

  /** Members of an enum are the only ones of their kind. */
  private static boolean isMember(ObjectValue object) {
    return object.type().find("__members__") != null;
  }
}
