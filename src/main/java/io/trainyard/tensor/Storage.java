package io.trainyard.tensor;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The numbers behind one tensor or several views of it; none yet while a recording has not been
 * planned.
 */
final class Storage {

  private final long size;
  private final boolean isWhole;
  private float @Nullable [] array;
  private long @Nullable [] wholes;
  private int version;
  private Storage counted = this;
  private int firstVersion;
  private @Nullable String replacedBy;
  private @Nullable String lost;

  private Storage(long size, DType dtype) {
    this.size = size;
    this.isWhole = dtype.isWhole();
  }

  static Storage of(float[] array) {
    var storage = new Storage(array.length, DType.FLOAT32);
    storage.array = array;
    return storage;
  }

  static Storage of(long[] wholes) {
    var storage = new Storage(wholes.length, DType.INT64);
    storage.wholes = wholes;
    return storage;
  }

  /** Stands for numbers that have been overwritten; why that matters is said to who reads them. */
  static Storage lost(long size, String reason) {
    var storage = new Storage(size, DType.FLOAT32);
    storage.lost = reason;
    return storage;
  }

  /**
   * @throws IllegalStateException when the numbers are lost
   */
  void requireKept() {
    if (lost != null) {
      throw new IllegalStateException(lost);
    }
  }

  boolean isLost() {
    return lost != null;
  }

  static Storage pending(long size, DType dtype) {
    return new Storage(size, dtype);
  }

  /** Whether the numbers are longs. */
  boolean isWhole() {
    return isWhole;
  }

  /** The memory of the numbers, in floats. */
  long floats() {
    return isWhole ? Saturated.product(size, Long.BYTES / Float.BYTES) : size;
  }

  long size() {
    return size;
  }

  /** How often the numbers have been overwritten. */
  int version() {
    return counted.version;
  }

  void overwritten() {
    counted.version++;
  }

  /** The count of overwritings with which the numbers were made. */
  int firstVersion() {
    return firstVersion;
  }

  /** PyTorch's name of what made the numbers that stand for these now; null when none do. */
  @Nullable String replacedBy() {
    return replacedBy;
  }

  void replacedBy(@Nullable String operation) {
    replacedBy = operation;
  }

  /** Says that the numbers of now stand for others that have been overwritten that often. */
  void countFrom(int count) {
    counted = this;
    version = count;
    firstVersion = count;
  }

  /** Says that these numbers show others, and are overwritten with them. */
  void countWith(Storage shown) {
    if (shown != this) {
      counted = shown.counted;
      firstVersion = counted.version;
    }
  }

  boolean isPending() {
    return array == null && wholes == null;
  }

  /** Takes an array that is at least as long as the storage. */
  void allocate(float[] taken) {
    array = taken;
  }

  void allocate(long[] taken) {
    wholes = taken;
  }

  void allocate() {
    if (isWhole) {
      wholes = new long[length(size)];
    } else {
      array = new float[length(size)];
    }
  }

  /** The memory of those that have numbers. */
  static long bytes(Collection<Storage> storages) {
    return storages.stream()
        .filter(storage -> !storage.isPending())
        .mapToLong(storage -> Float.BYTES * storage.floats())
        .sum();
  }

  static int length(long size) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new ShapeException(
          "a tensor of " + size + " elements is too large; the most is " + (Integer.MAX_VALUE - 8));
    }
    return (int) size;
  }

  float[] array() {
    if (array == null) {
      throw none("Float");
    }
    return array;
  }

  long[] wholes() {
    if (wholes == null) {
      throw none("Long");
    }
    return wholes;
  }

  private IllegalStateException none(String expected) {
    return new IllegalStateException(
        isPending()
            ? "no values yet"
            : "expected scalar type " + expected + " but found " + (isWhole ? "Long" : "Float"));
  }

  /** A number as a long. */
  long whole(int at) {
    return isWhole ? wholes()[at] : (long) array()[at];
  }

  /** Writes a number that is a long. */
  void put(int at, long number) {
    if (isWhole) {
      wholes()[at] = number;
    } else {
      array()[at] = number;
    }
  }

  /** Copies one number to a storage of the same kind. */
  void move(int from, Storage target, int to) {
    if (isWhole) {
      target.wholes()[to] = wholes()[from];
    } else {
      target.array()[to] = array()[from];
    }
  }

  /** Copies numbers that lie side by side to a storage of the same kind. */
  void copy(int from, Storage target, int to, int count) {
    if (isWhole) {
      System.arraycopy(wholes(), from, target.wholes(), to, count);
    } else {
      System.arraycopy(array(), from, target.array(), to, count);
    }
  }

  /** Copies numbers that are a step apart to lie side by side in a storage of the same kind. */
  void pick(int from, int step, Storage target, int to, int count) {
    if (step == 1) {
      copy(from, target, to, count);
    } else if (isWhole) {
      long[] x = wholes();
      long[] y = target.wholes();
      for (int i = 0; i < count; i++) {
        y[to + i] = x[from + i * step];
      }
    } else {
      float[] x = array();
      float[] y = target.array();
      for (int i = 0; i < count; i++) {
        y[to + i] = x[from + i * step];
      }
    }
  }
}
