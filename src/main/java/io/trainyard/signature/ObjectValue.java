package io.trainyard.signature;

import org.jspecify.annotations.Nullable;

/** An object that is read into a record. */
public record ObjectValue(Signature<?> signature) implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    Recipe<?> recipe = signature.read(tree, faults);
    if (recipe == null || !recipe.isComplete()) {
      return null;
    }
    try {
      return recipe.create();
    } catch (IllegalArgumentException e) {
      faults.add("invalid_value", String.valueOf(e.getMessage()));
      return null;
    }
  }

  @Override
  public Object toTree(Object value) {
    return signature.toTree(value);
  }

  @Override
  public String expectation() {
    return "an object";
  }

  @Override
  public String name() {
    return "object";
  }
}
