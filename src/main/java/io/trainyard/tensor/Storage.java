package io.trainyard.tensor;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The numbers behind one tensor or several views of it; none yet while a recording has not been
 * planned.
 */
final class Storage {

  private final long size;
  private final DType.Held held;
  private float @Nullable [] array;
  private long @Nullable [] wholes;
  private double @Nullable [] doubles;
  private int version;
  private Storage counted = this;
  private int firstVersion;
  private @Nullable String replacedBy;
  private @Nullable String lost;

  private Storage(long size, DType dtype) {
    this.size = size;
    this.held = dtype.held();
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

  static Storage of(double[] doubles) {
    var storage = new Storage(doubles.length, DType.FLOAT64);
    storage.doubles = doubles;
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

  /** How the numbers are held. */
  DType.Held held() {
    return held;
  }

  /** The memory of the numbers, in floats. */
  long floats() {
    return Saturated.product(size, held.floats());
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
    return array == null && wholes == null && doubles == null;
  }

  /** Takes an array that is at least as long as the storage. */
  void allocate(float[] taken) {
    array = taken;
  }

  void allocate(long[] taken) {
    wholes = taken;
  }

  void allocate(double[] taken) {
    doubles = taken;
  }

  void allocate() {
    switch (held) {
      case FLOATS -> array = new float[length(size)];
      case WHOLES -> wholes = new long[length(size)];
      case DOUBLES -> doubles = new double[length(size)];
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

  double[] doubles() {
    if (doubles == null) {
      throw none("Double");
    }
    return doubles;
  }

  private IllegalStateException none(String expected) {
    return new IllegalStateException(
        isPending()
            ? "no values yet"
            : "expected scalar type " + expected + " but found " + held.word());
  }

  /** A number as a long. */
  long whole(int at) {
    return switch (held) {
      case FLOATS -> (long) array()[at];
      case WHOLES -> wholes()[at];
      case DOUBLES -> (long) doubles()[at];
    };
  }

  /** A number as a double. */
  double number(int at) {
    return switch (held) {
      case FLOATS -> array()[at];
      case WHOLES -> wholes()[at];
      case DOUBLES -> doubles()[at];
    };
  }

  /** Writes a number that is a long. */
  void put(int at, long number) {
    switch (held) {
      case FLOATS -> array()[at] = number;
      case WHOLES -> wholes()[at] = number;
      case DOUBLES -> doubles()[at] = number;
    }
  }

  /** Writes a number that is a double. */
  void put(int at, double number) {
    switch (held) {
      case FLOATS -> array()[at] = (float) number;
      case WHOLES -> wholes()[at] = Cast.whole(number);
      case DOUBLES -> doubles()[at] = number;
    }
  }

  /** Copies one number to a storage of the same kind. */
  void move(int from, Storage target, int to) {
    switch (held) {
      case FLOATS -> target.array()[to] = array()[from];
      case WHOLES -> target.wholes()[to] = wholes()[from];
      case DOUBLES -> target.doubles()[to] = doubles()[from];
    }
  }

  private Object numbers() {
    return switch (held) {
      case FLOATS -> array();
      case WHOLES -> wholes();
      case DOUBLES -> doubles();
    };
  }

  /** Copies numbers that lie side by side to a storage of the same kind. */
  void copy(int from, Storage target, int to, int count) {
    System.arraycopy(numbers(), from, target.numbers(), to, count);
  }

  /** Copies numbers that are a step apart to lie side by side in a storage of the same kind. */
  void pick(int from, int step, Storage target, int to, int count) {
    if (step == 1) {
      copy(from, target, to, count);
    } else if (held == DType.Held.FLOATS) {
      float[] x = array();
      float[] y = target.array();
      for (int i = 0; i < count; i++) {
        y[to + i] = x[from + i * step];
      }
    } else {
      for (int i = 0; i < count; i++) {
        move(from + i * step, target, to + i);
      }
    }
  }

  /** Adds a number to one. */
  void add(int at, double number) {
    put(at, number(at) + number);
  }

  /** Puts zeros everywhere. */
  void clear() {
    switch (held) {
      case FLOATS -> Arrays.fill(array(), 0, (int) size, 0);
      case WHOLES -> Arrays.fill(wholes(), 0, (int) size, 0);
      case DOUBLES -> Arrays.fill(doubles(), 0, (int) size, 0);
    }
  }
}
