package io.trainyard.script.torch;

import io.trainyard.script.value.None;
import org.jspecify.annotations.Nullable;

/** {@code size_average} and {@code reduce}, by which old texts name the reduction of a loss. */
public final class DeprecatedReduction {

  private DeprecatedReduction() {}

  /** The reduction that they mean, {@code sum}; null when neither is given. */
  public static @Nullable String of(@Nullable Object size_average, @Nullable Object reduce) {
    if (!isGiven(size_average) && !isGiven(reduce)) {
      return null;
    }
    return isOff(reduce) ? "none" : isOff(size_average) ? "sum" : "mean";
  }

  private static boolean isGiven(@Nullable Object argument) {
    return argument != null && argument != None.NONE;
  }

  private static boolean isOff(@Nullable Object argument) {
    return Boolean.FALSE.equals(argument);
  }
}
