package io.trainyard.script.value;

import java.util.ArrayList;
import java.util.List;

/** Python's list: grows and changes. Two are equal only when they are the same. */
public final class ListValue {

  private final List<Object> items;

  /** A list of these items, which are copied. */
  public ListValue(List<?> items) {
    this.items = new ArrayList<>(items);
  }

  /** The items themselves: to change them is to change the list. */
  public List<Object> items() {
    return items;
  }

  @Override
  public String toString() {
    return "a list";
  }
}
