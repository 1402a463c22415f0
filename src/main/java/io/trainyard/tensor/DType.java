package io.trainyard.tensor;

/**
 * What the elements of a tensor are. A bool is held as a float that is 0 or 1, so that a mask
 * multiplies numbers as it stands; whole numbers are held as longs, float64 as doubles.
 *
 * <p>The order is that of promotion: what comes later takes in what comes before.
 */
public enum DType {
  BOOL("bool", "Bool", Category.TRUTH),
  INT64("int64", "Long", Category.WHOLE),
  FLOAT32("float32", "Float", Category.REAL),
  FLOAT64("float64", "Double", Category.REAL);

  /** How elements are held. */
  enum Held {
    FLOATS("Float", Float.BYTES),
    WHOLES("Long", Long.BYTES),
    DOUBLES("Double", Double.BYTES);

    private final String word;
    private final int bytes;

    Held(String word, int bytes) {
      this.word = word;
      this.bytes = bytes;
    }

    /** PyTorch's word for a number that is held so. */
    String word() {
      return word;
    }

    /** The memory of an element, in floats. */
    int floats() {
      return bytes / Float.BYTES;
    }
  }

  /** Types of one category hold the same kind of numbers, more or less exactly. */
  private enum Category {
    TRUTH,
    WHOLE,
    REAL
  }

  private final String word;
  private final String scalarWord;
  private final Category category;

  DType(String word, String scalarWord, Category category) {
    this.word = word;
    this.scalarWord = scalarWord;
    this.category = category;
  }

  /** The name without {@code torch.} before it. */
  public String word() {
    return word;
  }

  /** PyTorch's word for a number of that type, as in {@code torch.LongTensor}. */
  public String scalarWord() {
    return scalarWord;
  }

  /** How many bytes PyTorch takes for an element. */
  public int itemSize() {
    return switch (this) {
      case BOOL -> 1;
      case INT64 -> Long.BYTES;
      case FLOAT32 -> Float.BYTES;
      case FLOAT64 -> Double.BYTES;
    };
  }

  public boolean isFloatingPoint() {
    return category == Category.REAL;
  }

  /** Whether the elements are held as longs. */
  public boolean isWhole() {
    return category == Category.WHOLE;
  }

  /** How the elements are held. */
  Held held() {
    return switch (this) {
      case BOOL, FLOAT32 -> Held.FLOATS;
      case INT64 -> Held.WHOLES;
      case FLOAT64 -> Held.DOUBLES;
    };
  }

  /** The memory of an element, in floats. */
  public int floats() {
    return held().floats();
  }

  /** Whether PyTorch lets elements of that type be put among those of this. */
  boolean takes(DType other) {
    return other.category.compareTo(category) <= 0;
  }

  /** What comes of both together: a bool gives way to a whole number, that to a float. */
  public DType promote(DType other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * What comes of several tensors together. One without dimensions, like a plain number, decides
   * only if its category is higher than that of all that have some.
   */
  static DType common(Tensor... tensors) {
    DType whole = BOOL;
    DType single = BOOL;
    for (Tensor tensor : tensors) {
      if (tensor.dim() > 0) {
        whole = whole.promote(tensor.dtype());
      } else {
        single = single.promote(tensor.dtype());
      }
    }
    return single.category.compareTo(whole.category) > 0 || hasNoDimensions(tensors)
        ? single
        : whole;
  }

  private static boolean hasNoDimensions(Tensor... tensors) {
    for (Tensor tensor : tensors) {
      if (tensor.dim() > 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "torch." + word;
  }
}
