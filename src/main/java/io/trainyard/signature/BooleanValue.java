package io.trainyard.signature;

import org.jspecify.annotations.Nullable;

/** True or false. */
public record BooleanValue() implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    return tree instanceof Boolean ? tree : refuse(tree, faults);
  }

  @Override
  public String expectation() {
    return "true or false";
  }

  @Override
  public String name() {
    return "boolean";
  }
}
