package io.trainyard.script.value;

import java.util.List;

/**
 * Python's tuple: never changes. Two with equal items are equal, whatever they are called.
 *
 * @param items what it holds
 * @param type what it is called where it is more than a tuple: {@code torch.Size}; else empty
 * @param names of the items, where they have some: {@code values} and {@code indices} of {@code
 *     torch.return_types.max}
 */
public record TupleValue(List<Object> items, String type, List<String> names) {

  public TupleValue {
    items = List.copyOf(items);
    names = List.copyOf(names);
  }

  public TupleValue(List<Object> items) {
    this(items, "", List.of());
  }

  public static TupleValue of(Object... items) {
    return new TupleValue(List.of(items));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TupleValue tuple && items.equals(tuple.items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }
}
