package io.trainyard.signature;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A whole number. */
public record IntegerValue(boolean isLong, Range range) implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    if (!(tree instanceof Number number) || !isWhole(number)) {
      return refuse(tree, faults);
    }
    long least = isLong ? Long.MIN_VALUE : Integer.MIN_VALUE;
    long most = isLong ? Long.MAX_VALUE : Integer.MAX_VALUE;
    double size = number.doubleValue();
    if (!range.contains(size) || size < least || size > most || isBig(number)) {
      faults.add("out_of_range", "expects " + expectation() + ", got " + Literal.describe(tree));
      return null;
    }
    return isLong ? (Object) number.longValue() : (Object) number.intValue();
  }

  private static boolean isWhole(Number number) {
    return number instanceof Integer || number instanceof Long || number instanceof BigInteger;
  }

  private static boolean isBig(Number number) {
    return number instanceof BigInteger big && big.bitLength() > 63;
  }

  @Override
  public String expectation() {
    return "an integer" + range.words();
  }

  @Override
  public String name() {
    return "integer";
  }
}
