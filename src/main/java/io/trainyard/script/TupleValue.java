package io.trainyard.script;

import java.util.List;

/** Python's tuple: never changes. */
public record TupleValue(List<Object> items) {

  public TupleValue {
    items = List.copyOf(items);
  }

  public static TupleValue of(Object... items) {
    return new TupleValue(List.of(items));
  }
}
