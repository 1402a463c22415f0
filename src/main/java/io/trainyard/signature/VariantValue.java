package io.trainyard.signature;

import org.jspecify.annotations.Nullable;

/** An object whose {@code type} chooses one of a family: {@code {"type": "SGD", "lr": 0.1}}. */
public record VariantValue(Catalog<?> catalog) implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    return catalog.read(tree, faults);
  }

  @Override
  public Object toTree(Object value) {
    return ((Recipe<?>) value).toTree();
  }

  @Override
  public String expectation() {
    return "an object with a type";
  }

  @Override
  public String name() {
    return "object";
  }
}
