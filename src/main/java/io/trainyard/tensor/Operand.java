package io.trainyard.tensor;

import java.util.Arrays;

/**
 * An input or an output of a {@link FusedLoop}.
 *
 * @param repeat how often each of its elements follows itself
 * @param slot which of the temporary blocks it is; -1 when it lies in memory
 * @param number its place among the operands
 */
record Operand(Storage storage, int size, int repeat, int slot, int number) {

  /** Repeats a short row, or a single value, over a block, doubling what is there. */
  void fill(float[] block) {
    System.arraycopy(storage.array(), 0, block, 0, size);
    for (int filled = size; filled < block.length; filled *= 2) {
      System.arraycopy(block, 0, block, filled, Math.min(filled, block.length - filled));
    }
  }

  /** A block ends where a long row does. */
  int untilEdge(int start, int length) {
    return repeat > 1 ? length : Math.min(length, size - start % size);
  }

  void load(int start, float[] block, int length) {
    float[] values = storage.array();
    if (repeat == 1) {
      System.arraycopy(values, start % size, block, 0, length);
      return;
    }
    int at = start / repeat;
    int left = repeat - start % repeat;
    for (int done = 0; done < length; done += left, left = repeat, at++) {
      Arrays.fill(block, done, Math.min(done + left, length), values[at]);
    }
  }

  /** Whether it has an element for each that the loop makes, or a single one for all. */
  boolean isDirect(int n) {
    return repeat == 1 && (size == n || size == 1);
  }
}
