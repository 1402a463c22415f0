package io.trainyard.signature;

import java.util.ArrayList;
import java.util.Collections;
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
    List<@Nullable Object> values = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      // An entry at fault stays as null, so that those behind it keep their numbers.
      values.add(element.read(list.get(i), faults.at(i)));
    }
    return Collections.unmodifiableList(values);
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
