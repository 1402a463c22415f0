package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.RangeValue;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SliceValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** {@code value[index]}: read, assigned, deleted. */
final class Subscripts {

  private Subscripts() {}

  static Object get(Object value, Object given, Position position, Session session) {
    Object index = plain(value, given, position, session);
    return switch (value) {
      case ListValue list when index instanceof SliceValue slice ->
          new ListValue(part(list.items(), slice, position, session));
      case TupleValue tuple when index instanceof SliceValue slice ->
          new TupleValue(part(tuple.items(), slice, position, session), tuple.type(), List.of());
      case ListValue list ->
          list.items().get(place(index, list.items().size(), "list", position, session));
      case TupleValue tuple ->
          tuple.items().get(place(index, tuple.items().size(), "tuple", position, session));
      case RangeValue range -> range(range, index, position, session);
      case String text -> string(text, index, position, session);
      case DictValue dict -> {
        Object found = dict.get(Keys.checked(index, position, session));
        yield found == null ? missing(dict, index, position, session) : found;
      }
      case TypeValue type when type.find("__class_item__") instanceof Callable method ->
          method.call(new Call(position, List.of(type, index), Map.of(), session));
      case NativeType type -> type; // Optional[int], List[Tensor]: hints that mean nothing here
      case Object other when Attributes.special(other, "__getitem__") instanceof Callable method ->
          Invocations.call(method, new Call(position, List.of(index), Map.of(), session));
      default -> {
        Kind kind = session.kind(value);
        Object item = kind == null ? null : kind.item(value, index, position, session);
        if (item == null) {
          throw ErrorKind.TYPE_ERROR.at(
              position, "'" + Types.name(value, session) + "' has no items to pick by [ ]");
        }
        yield item;
      }
    };
  }

  /** What a dict gives for a key that it does not have. */
  private static Object missing(DictValue dict, Object key, Position position, Session session) {
    if (dict.type().equals("Counter")) {
      return 0L;
    }
    Object factory = dict.factory();
    if (factory == null) {
      throw ErrorKind.KEY_ERROR.at(position, "there is no key " + Texts.plain(key));
    }
    Object made = Invocations.call(factory, new Call(position, List.of(), Map.of(), session));
    dict.put(key, made);
    session.claimItems(dict.size(), position);
    return made;
  }

  /** What stands for a whole number counts the items of a sequence like that number. */
  private static Object plain(Object value, Object index, Position position, Session session) {
    boolean isCounted =
        value instanceof ListValue
            || value instanceof TupleValue
            || value instanceof RangeValue
            || value instanceof String;
    Kind kind = isCounted ? session.kind(index) : null;
    return kind == null ? index : kind.index(index, position, session);
  }

  private static Object range(RangeValue range, Object index, Position position, Session session) {
    if (index instanceof SliceValue slice) {
      if (range.length() > Integer.MAX_VALUE) {
        throw ErrorKind.LIMIT_ERROR.at(position, "this range is too long to be sliced");
      }
      int[] places = places(slice, (int) range.length(), position, session);
      return new ListValue(
          java.util.Arrays.stream(places).mapToObj(i -> (Object) range.item(i)).toList());
    }
    int most = (int) Math.min(range.length(), Integer.MAX_VALUE);
    return range.item(place(index, most, "range", position, session));
  }

  private static String string(String text, Object index, Position position, Session session) {
    session.claimItems(text.length(), position);
    int[] symbols = text.codePoints().toArray();
    if (index instanceof SliceValue slice) {
      var part = new StringBuilder();
      for (int place : places(slice, symbols.length, position, session)) {
        part.appendCodePoint(symbols[place]);
      }
      return part.toString();
    }
    return Character.toString(symbols[place(index, symbols.length, "string", position, session)]);
  }

  static int place(Object index, int size, String what, Position position, Session session) {
    long wanted = Arithmetic.integer(index, "an index of a " + what, position, session);
    long counted = wanted < 0 ? wanted + size : wanted;
    if (counted < 0 || counted >= size) {
      throw ErrorKind.INDEX_ERROR.at(
          position, what + " index out of range: " + wanted + " of " + size);
    }
    return (int) counted;
  }

  static List<Object> part(
      List<Object> items, SliceValue slice, Position position, Session session) {
    List<Object> part = new ArrayList<>();
    for (int place : places(slice, items.size(), position, session)) {
      part.add(items.get(place));
    }
    return part;
  }

  private static int[] places(SliceValue slice, int size, Position position, Session session) {
    long step = slice.step() == None.NONE ? 1 : bound(slice.step(), position, session);
    if (step == 0) {
      throw ErrorKind.VALUE_ERROR.at(position, "slice step cannot be zero");
    }
    long low = step > 0 ? 0 : -1;
    long high = step > 0 ? size : size - 1L;
    long start = limited(slice.start(), step > 0 ? low : high, size, low, high, position, session);
    long stop = limited(slice.stop(), step > 0 ? high : low, size, low, high, position, session);
    long count = Math.max(0, step > 0 ? ceil(stop - start, step) : ceil(start - stop, -step));
    session.claimItems(count, position);
    int[] places = new int[(int) count];
    for (int i = 0; i < places.length; i++) {
      places[i] = (int) (start + i * step);
    }
    return places;
  }

  private static long ceil(long distance, long step) {
    return distance <= 0 ? 0 : (distance - 1) / step + 1;
  }

  private static long bound(Object value, Position position, Session session) {
    return Arithmetic.integer(value, "the bound of a slice", position, session);
  }

  private static long limited(
      Object value,
      long standard,
      int size,
      long low,
      long high,
      Position position,
      Session session) {
    if (value == None.NONE) {
      return standard;
    }
    long wanted = bound(value, position, session);
    return Math.clamp(wanted < 0 ? wanted + size : wanted, low, high);
  }

  static void set(Object value, Object place, Object item, Position position, Session session) {
    Object index = plain(value, place, position, session);
    switch (value) {
      case ListValue list when index instanceof SliceValue slice -> {
        if (slice.step() != None.NONE && !slice.step().equals(1L)) {
          int[] spread = places(slice, list.items().size(), position, session);
          List<Object> given = Iteration.list(item, position, session);
          if (given.size() != spread.length) {
            throw ErrorKind.VALUE_ERROR.at(
                position,
                "attempt to assign sequence of size "
                    + given.size()
                    + " to extended slice of size "
                    + spread.length);
          }
          for (int i = 0; i < spread.length; i++) {
            list.items().set(spread[i], given.get(i));
          }
          return;
        }
        int[] places = places(slice, list.items().size(), position, session);
        int from =
            places.length > 0
                ? places[0]
                : (int)
                    limited(
                        slice.start(),
                        0,
                        list.items().size(),
                        0,
                        list.items().size(),
                        position,
                        session);
        List<Object> items = Iteration.list(item, position, session);
        list.items().subList(from, from + places.length).clear();
        list.items().addAll(from, items);
        session.claimItems(list.items().size(), position);
      }
      case ListValue list ->
          list.items().set(place(index, list.items().size(), "list", position, session), item);
      case DictValue dict -> {
        dict.put(Keys.checked(index, position, session), item);
        session.claimItems(dict.size(), position);
      }
      case Object other when Attributes.special(other, "__setitem__") instanceof Callable method ->
          Invocations.call(method, new Call(position, List.of(index, item), Map.of(), session));
      default -> {
        Kind kind = session.kind(value);
        if (kind == null || !kind.setItem(value, index, item, position, session)) {
          throw ErrorKind.TYPE_ERROR.at(
              position, "the items of '" + Types.name(value, session) + "' cannot be assigned");
        }
      }
    }
  }

  static void delete(Object value, Object given, Position position, Session session) {
    Object index = plain(value, given, position, session);
    if (value instanceof ListValue list && index instanceof SliceValue slice) {
      var gone = new BitSet();
      for (int place : places(slice, list.items().size(), position, session)) {
        gone.set(place);
      }
      List<Object> left = new ArrayList<>();
      for (int i = 0; i < list.items().size(); i++) {
        if (!gone.get(i)) {
          left.add(list.items().get(i));
        }
      }
      list.items().clear();
      list.items().addAll(left);
    } else if (value instanceof ListValue list) {
      int at = place(index, list.items().size(), "list", position, session);
      session.passes(list.items().size() - (long) at, position);
      list.items().remove(at);
    } else if (value instanceof DictValue dict) {
      if (dict.remove(Keys.checked(index, position, session)) == null) {
        throw ErrorKind.KEY_ERROR.at(position, "there is no key " + Texts.plain(index));
      }
    } else {
      throw ErrorKind.TYPE_ERROR.at(
          position, "the items of '" + Types.name(value, session) + "' cannot be deleted");
    }
  }
}
