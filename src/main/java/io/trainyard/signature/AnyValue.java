package io.trainyard.signature;

import org.jspecify.annotations.Nullable;

/** Whatever came, for parts that are understood later. */
public record AnyValue() implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    return tree == null ? refuse(null, faults) : tree;
  }

  @Override
  public String expectation() {
    return "a value";
  }

  @Override
  public String name() {
    return "any";
  }
}
