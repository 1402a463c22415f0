package io.trainyard.signature;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names with a value each. */
public record MapValue(Value element) implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    if (!(tree instanceof Map<?, ?> map)) {
      return refuse(tree, faults);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((name, entry) -> {
      Object value = element.read(entry, faults.at(name));
      if (value != null) {
        values.put((String) name, value);
      }
    });
    return values.size() == map.size() ? values : null;
  }

  @Override
  public Object toTree(Object value) {
    Map<String, @Nullable Object> trees = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((name, entry) -> trees.put((String) name, element.toTree(entry)));
    return trees;
  }

  @Override
  public String expectation() {
    return "an object whose values are each " + element.expectation();
  }

  @Override
  public String name() {
    return "object";
  }
}
