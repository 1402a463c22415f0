package io.trainyard.script.value;

import java.util.List;

/** Python's set, in the order in which its items came. */
public final class SetValue {

  private final DictValue items = new DictValue();

  public SetValue(Iterable<Object> initial) {
    initial.forEach(this::add);
  }

  public void add(Object item) {
    if (!items.contains(item)) {
      items.put(item, item);
    }
  }

  public boolean remove(Object item) {
    return items.remove(item) != null;
  }

  public boolean contains(Object item) {
    return items.contains(item);
  }

  public int size() {
    return items.size();
  }

  public List<Object> items() {
    return items.keys();
  }

  @Override
  public String toString() {
    return "a set";
  }
}
