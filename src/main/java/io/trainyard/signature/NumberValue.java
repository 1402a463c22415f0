package io.trainyard.signature;

import org.jspecify.annotations.Nullable;

/** A finite number. */
public record NumberValue(Range range) implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    if (!(tree instanceof Number number)) {
      return refuse(tree, faults);
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value) || !range.contains(value)) {
      faults.add("out_of_range", "expects " + expectation() + ", got " + Literal.describe(tree));
      return null;
    }
    return value;
  }

  @Override
  public String expectation() {
    return "a number" + range.words();
  }

  @Override
  public String name() {
    return "number";
  }
}
