package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.DictView;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.RangeValue;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What loops go through, and how long it is. */
final class Iteration {

  private Iteration() {}

  /** The items of a value, one after the other. */
  static Iterator<Object> over(Object value, Position position, Session session) {
    return switch (value) {
      case ListValue list -> growing(list.items());
      case TupleValue tuple -> tuple.items().iterator();
      case RangeValue range -> range.iterator();
      case IteratorValue iterator -> iterator.items();
      case DictValue dict -> {
        session.passes(dict.size(), position);
        yield dict.keys().iterator();
      }
      case DictView view -> {
        session.passes(view.dict().size(), position);
        yield view.shown().iterator();
      }
      case SetValue set -> {
        session.passes(set.size(), position);
        yield set.items().iterator();
      }
      case String text ->
          text.codePoints().mapToObj(symbol -> (Object) Character.toString(symbol)).iterator();
      case Instance instance
          when Attributes.special(instance, "__iter__") instanceof Callable iter ->
          over(call(iter, position, session), position, session);
      case Instance instance
          when Attributes.special(instance, "__next__") instanceof Callable next ->
          stepped(next, position, session);
      case Instance instance
          when Attributes.special(instance, "__getitem__") instanceof Callable item ->
          indexed(item, position, session);
      case TypeValue type when type.find("__iter__") instanceof Callable items ->
          over(items.call(new Call(position, List.of(type), Map.of(), session)), position, session);
      default -> {
        IteratorValue items = ofKind(value, position, session);
        if (items == null) {
          throw ErrorKind.TYPE_ERROR.at(
              position, "'" + Types.name(value, session) + "' cannot be gone through in a loop");
        }
        session.hold(items);
        yield items.items();
      }
    };
  }

  private static @Nullable IteratorValue ofKind(Object value, Position position, Session session) {
    Kind kind = session.kind(value);
    List<Object> items = kind == null ? null : kind.items(value, position, session);
    return items == null ? null : IteratorValue.of(items);
  }

  /** What comes until a method says that nothing is left. */
  private abstract static class Asked implements Iterator<Object> {
    private final ErrorKind end;
    private @Nullable Object ready;
    private boolean isOver;

    Asked(ErrorKind end) {
      this.end = end;
    }

    abstract Object ask();

    @Override
    public boolean hasNext() {
      if (ready == null && !isOver) {
        try {
          ready = ask();
        } catch (ScriptException e) {
          if (e.kind() != end) {
            throw e;
          }
          isOver = true;
        }
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
  }

  private static Iterator<Object> stepped(Callable next, Position position, Session session) {
    return new Asked(ErrorKind.STOP_ITERATION) {
      @Override
      Object ask() {
        return call(next, position, session);
      }
    };
  }

  private static Iterator<Object> indexed(Callable item, Position position, Session session) {
    return new Asked(ErrorKind.INDEX_ERROR) {
      private long at;

      @Override
      Object ask() {
        return item.call(new Call(position, List.of(at++), Map.of(), session));
      }
    };
  }

  /** A list may grow while a loop goes through it; then the loop goes on. */
  private static Iterator<Object> growing(List<Object> items) {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < items.size();
      }

      @Override
      public Object next() {
        if (!hasNext()) {
          throw new java.util.NoSuchElementException();
        }
        return items.get(at++);
      }
    };
  }

  /** What goes through a value once, and keeps it. */
  static IteratorValue iterator(Object value, Position position, Session session) {
    if (value instanceof IteratorValue already) {
      return already;
    }
    IteratorValue items = ofKind(value, position, session);
    return items == null ? new IteratorValue(over(value, position, session), value) : items;
  }

  private static Object call(Object function, Position position, Session session) {
    return Invocations.call(function, new Call(position, List.of(), Map.of(), session));
  }

  /** All items at once. */
  static List<Object> list(Object value, Position position, Session session) {
    if (value instanceof RangeValue range) {
      session.claimItems(range.length(), position);
    }
    List<Object> items = new ArrayList<>();
    Iterator<Object> iterator = over(value, position, session);
    session.hold(IteratorValue.of(items));
    while (iterator.hasNext()) {
      session.step(position);
      items.add(iterator.next());
      if (items.size() % 1024 == 0) {
        session.claimItems(items.size(), position);
      }
    }
    session.claimItems(items.size(), position);
    return items;
  }

  static long length(Object value, Position position, Session session) {
    return switch (value) {
      case ListValue list -> list.items().size();
      case TupleValue tuple -> tuple.items().size();
      case DictValue dict -> dict.size();
      case DictView view -> view.dict().size();
      case SetValue set -> set.size();
      case String text -> {
        session.passes(text.length(), position);
        yield text.codePointCount(0, text.length());
      }
      case RangeValue range -> range.length();
      case TypeValue type when type.find("__len__") instanceof Callable len ->
          Arithmetic.integer(
              len.call(new Call(position, List.of(type), Map.of(), session)),
              "__len__()",
              position,
              session);
      case Object other when Attributes.special(other, "__len__") instanceof Callable len ->
          Arithmetic.integer(call(len, position, session), "__len__()", position, session);
      default -> {
        Kind kind = session.kind(value);
        long length = kind == null ? -1 : kind.length(value, position, session);
        if (length < 0) {
          throw ErrorKind.TYPE_ERROR.at(
              position, "'" + Types.name(value, session) + "' has no len()");
        }
        yield length;
      }
    };
  }
}
