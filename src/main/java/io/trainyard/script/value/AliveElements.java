package io.trainyard.script.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the elements of tensors that a text keeps alive. What is known to be gone counts no more:
 * when the sum crosses the limit, what is alive is measured, always at the same places of a text.
 */
final class AliveElements {

  private final List<Object> held = new ArrayList<>();
  private Function<List<Object>, @Nullable Alive> measure = roots -> null;
  private long elements;
  private long madeByOperation;
  private int operationsUnderWay;

  /** Forgets all but who can measure. */
  void clear() {
    held.clear();
    elements = 0;
    operationsUnderWay = 0;
  }

  void measuring(Function<List<Object>, @Nullable Alive> measure) {
    this.measure = measure;
  }

  /** Values that no name means while something is computed with them. */
  List<Object> held() {
    return held;
  }

  /** All that is made counts as alive until the operation that is under way is over. */
  void begin() {
    if (operationsUnderWay++ == 0) {
      madeByOperation = 0;
    }
  }

  void end() {
    operationsUnderWay--;
  }

  /**
   * Counts what is about to be taken.
   *
   * @return how many things had to be looked at
   */
  long take(long count, long limit) {
    if (operationsUnderWay == 0) {
      madeByOperation = 0;
    }
    elements = sum(elements, count);
    madeByOperation = sum(madeByOperation, count);
    Alive alive = elements > limit ? measure.apply(held) : null;
    if (alive == null) {
      return 0;
    }
    elements = sum(alive.elements(), madeByOperation);
    return alive.looked();
  }

  private static long sum(long a, long b) {
    return a + b < 0 ? Long.MAX_VALUE : a + b;
  }

  long elements() {
    return elements;
  }
}
