package io.trainyard.script.value;

import java.util.Iterator;
import java.util.stream.LongStream;

/** Python's range: numbers that are counted, not held. */
public record RangeValue(long start, long stop, long step) {

  public long length() {
    if (step > 0 ? start >= stop : start <= stop) {
      return 0;
    }
    // Differences beyond a long are no lengths that anything could go through.
    long distance = step > 0 ? stop - start : start - stop;
    long stride = Math.abs(step);
    return distance < 0 ? Long.MAX_VALUE : (distance - 1) / stride + 1;
  }

  public long item(long index) {
    return start + index * step;
  }

  public Iterator<Object> iterator() {
    return LongStream.range(0, length()).mapToObj(index -> (Object) item(index)).iterator();
  }

  @Override
  public String toString() {
    return "range(" + start + ", " + stop + (step == 1 ? ")" : ", " + step + ")");
  }
}
