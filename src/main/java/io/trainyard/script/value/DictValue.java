package io.trainyard.script.value;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Python's dict: keys in the order in which they came; 1, 1.0 and True are the same key. */
public final class DictValue {

  private record Entry(Object key, Object value) {}

  private final Map<Object, Entry> entries = new LinkedHashMap<>();
  private final String type;
  private @Nullable Object factory;
  private @Nullable BiConsumer<String, @Nullable Object> writing;

  public DictValue() {
    this("dict");
  }

  /** One that is called {@code OrderedDict}, {@code defaultdict} or {@code Counter}. */
  public DictValue(String type) {
    this.type = type;
  }

  /**
   * One that shows what an object keeps by name.
   *
   * @param writing told of what is put in, and, with null, of what is taken away
   */
  public static DictValue showing(
      Map<String, Object> names, BiConsumer<String, @Nullable Object> writing) {
    var dict = new DictValue();
    names.forEach(dict::put);
    dict.writing = writing;
    return dict;
  }

  private void written(Object key, @Nullable Object value) {
    if (writing != null) {
      writing.accept(String.valueOf(key), value);
    }
  }

  /** What it is called. */
  public String type() {
    return type;
  }

  /** Makes the values of keys that are not there; null where nothing does. */
  public @Nullable Object factory() {
    return factory;
  }

  public void factory(@Nullable Object function) {
    factory = function;
  }

  /** Another of its kind, without entries. */
  public DictValue empty() {
    var empty = new DictValue(type);
    empty.factory = factory;
    return empty;
  }

  /** Another of its kind, with the same entries. */
  public DictValue copied() {
    DictValue copy = empty();
    copy.putAll(this);
    return copy;
  }

  /** The value of a key; null when there is none. */
  public @Nullable Object get(Object key) {
    Entry entry = entries.get(hashable(key));
    return entry == null ? null : entry.value;
  }

  public void put(Object key, Object value) {
    Object hashable = hashable(key);
    Entry known = entries.get(hashable);
    entries.put(hashable, new Entry(known == null ? key : known.key, value));
    written(key, value);
  }

  /** Takes a key away; gives its value, or null when there was none. */
  public @Nullable Object remove(Object key) {
    Entry removed = entries.remove(hashable(key));
    if (removed != null) {
      written(key, null);
    }
    return removed == null ? null : removed.value;
  }

  public boolean contains(Object key) {
    return entries.containsKey(hashable(key));
  }

  public int size() {
    return entries.size();
  }

  public void clear() {
    keys().forEach(this::remove);
  }

  public List<Object> keys() {
    return entries.values().stream().map(Entry::key).toList();
  }

  public Collection<Object> values() {
    return entries.values().stream().map(Entry::value).toList();
  }

  public void putAll(DictValue other) {
    other.entries.values().forEach(entry -> put(entry.key, entry.value));
  }

  /** The same object for all keys that Python takes for equal. */
  private static Object hashable(Object key) {
    return switch (key) {
      case Boolean bool -> bool ? 1L : 0L;
      case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p63 ->
          number.longValue();
      case TupleValue tuple ->
          new TupleValue(tuple.items().stream().map(DictValue::hashable).toList());
      default -> key;
    };
  }

  @Override
  public String toString() {
    return "a dict";
  }
}
