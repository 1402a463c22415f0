package io.trainyard.script.value;

/**
 * What the elements of a tensor are to PyTorch. All are stored as 32-bit floats, so whole numbers
 * are exact up to 2^24.
 */
public enum DType {
  BOOL("bool"),
  INT64("int64"),
  FLOAT32("float32");

  private final String word;

  DType(String word) {
    this.word = word;
  }

  /** The name without {@code torch.} before it. */
  public String word() {
    return word;
  }

  public boolean isFloatingPoint() {
    return this == FLOAT32;
  }

  /** What comes of both together: a bool gives way to an int, an int to a float. */
  public DType promote(DType other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public String toString() {
    return "torch." + word;
  }
}
