package io.trainyard.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A list of one kind of value; with {@link OrSingle}, a single value stands for a list of one. */
public record ListValue(Value element, boolean orSingle) implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    if (!(tree instanceof List<?> list)) {
      if (!orSingle || tree == null || tree instanceof Map) {
        return refuse(tree, faults);
      }
      Object single = element.read(tree, faults);
      return single == null ? null : List.of(single);
    }
    List<Object> values = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      Object value = element.read(list.get(i), faults.at(i));
      if (value != null) {
        values.add(value);
      }
    }
    return values.size() == list.size() ? List.copyOf(values) : null;
  }

  @Override
  public Object toTree(Object value) {
    List<?> list = (List<?>) value;
    List<@Nullable Object> trees = new ArrayList<>(list.size());
    list.forEach(entry -> trees.add(element.toTree(entry)));
    return orSingle && trees.size() == 1 ? Objects.requireNonNull(trees.getFirst()) : trees;
  }

  @Override
  public String expectation() {
    return (orSingle ? element.expectation() + ", or " : "")
        + "a list of such: "
        + element.expectation();
  }

  @Override
  public String name() {
    return orSingle ? element.name() + " | array" : "array";
  }
}
