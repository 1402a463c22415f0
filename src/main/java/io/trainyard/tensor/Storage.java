package io.trainyard.tensor;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The numbers behind one tensor or several views of it; none yet while a recording has not been
 * planned.
 */
final class Storage {

  private final long size;
  private float @Nullable [] array;
  private int version;
  private int firstVersion;
  private @Nullable String replacedBy;
  private @Nullable String lost;

  private Storage(long size, float @Nullable [] array) {
    this.size = size;
    this.array = array;
  }

  static Storage of(float[] array) {
    return new Storage(array.length, array);
  }

  /** Stands for numbers that have been overwritten; why that matters is said to who reads them. */
  static Storage lost(long size, String reason) {
    var storage = new Storage(size, null);
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

  static Storage pending(long size) {
    return new Storage(size, null);
  }

  long size() {
    return size;
  }

  /** How often the numbers have been overwritten. */
  int version() {
    return version;
  }

  void overwritten() {
    version++;
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
    version = count;
    firstVersion = count;
  }

  boolean isPending() {
    return array == null;
  }

  /** Takes an array that is at least as long as the storage. */
  void allocate(float[] taken) {
    array = taken;
  }

  void allocate() {
    array = new float[length(size)];
  }

  /** The memory of those that have numbers. */
  static long bytes(Collection<Storage> storages) {
    return storages.stream()
        .filter(storage -> !storage.isPending())
        .mapToLong(storage -> Float.BYTES * storage.size)
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
      throw new IllegalStateException("no values yet");
    }
    return array;
  }
}
