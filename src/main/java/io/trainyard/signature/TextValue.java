package io.trainyard.signature;

import org.jspecify.annotations.Nullable;

/** A text. */
public record TextValue() implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    return tree instanceof String ? tree : refuse(tree, faults);
  }

  @Override
  public String expectation() {
    return "a text";
  }

  @Override
  public String name() {
    return "string";
  }
}
