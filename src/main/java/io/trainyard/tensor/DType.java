package io.trainyard.tensor;

/**
 * What the elements of a tensor are. A bool is held as a float that is 0 or 1, so that a mask
 * multiplies numbers as it stands; whole numbers are held as longs.
 *
 * <p>The order is that of promotion: what comes later takes in what comes before.
 */
public enum DType {
  BOOL("bool", "Bool", Category.TRUTH),
  INT64("int64", "Long", Category.WHOLE),
  FLOAT32("float32", "Float", Category.REAL);

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
    };
  }

  public boolean isFloatingPoint() {
    return category == Category.REAL;
  }

  /** Whether the elements are held as longs. */
  public boolean isWhole() {
    return category == Category.WHOLE;
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
