package io.trainyard.script.interpreter;

import io.trainyard.script.value.DictValue;
import java.util.List;

/** Python's set, in the order in which its items came. */
final class SetValue {

  private final DictValue items = new DictValue();

  SetValue(Iterable<Object> initial) {
    initial.forEach(this::add);
  }

  void add(Object item) {
    if (!items.contains(item)) {
      items.put(item, item);
    }
  }

  boolean remove(Object item) {
    return items.remove(item) != null;
  }

  boolean contains(Object item) {
    return items.contains(item);
  }

  int size() {
    return items.size();
  }

  List<Object> items() {
    return items.keys();
  }

  @Override
  public String toString() {
    return "a set";
  }
}
