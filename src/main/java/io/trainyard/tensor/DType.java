package io.trainyard.tensor;

/**
 * What the elements of a tensor are. A bool is held as a float that is 0 or 1, so that a mask
 * multiplies numbers as it stands; whole numbers are held as longs, float64 as doubles. Narrow
 * types are held and computed as wider ones, and each result is brought back to what they can hold.
 *
 * <p>The order is that of promotion: what comes later takes in what comes before.
 */
public enum DType {
  BOOL("bool", "Bool", Category.TRUTH),
  UINT8("uint8", "Byte", Category.WHOLE),
  INT8("int8", "Char", Category.WHOLE),
  INT16("int16", "Short", Category.WHOLE),
  INT32("int32", "Int", Category.WHOLE),
  INT64("int64", "Long", Category.WHOLE),
  FLOAT16("float16", "Half", Category.REAL),
  BFLOAT16("bfloat16", "BFloat16", Category.REAL),
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
      case BOOL, UINT8, INT8 -> 1;
      case INT16, FLOAT16, BFLOAT16 -> Short.BYTES;
      case INT32, FLOAT32 -> Integer.BYTES;
      case INT64, FLOAT64 -> Long.BYTES;
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
      case BOOL, FLOAT16, BFLOAT16, FLOAT32 -> Held.FLOATS;
      case UINT8, INT8, INT16, INT32, INT64 -> Held.WHOLES;
      case FLOAT64 -> Held.DOUBLES;
    };
  }

  /** The type in which this one is computed: itself, but for narrow ones. */
  DType wide() {
    return switch (this) {
      case UINT8, INT8, INT16, INT32 -> INT64;
      case FLOAT16, BFLOAT16 -> FLOAT32;
      case BOOL, INT64, FLOAT32, FLOAT64 -> this;
    };
  }

  /** Whether it holds less than what it is computed in. */
  public boolean isNarrow() {
    return wide() != this;
  }

  /** A whole number as this type holds it: the bits that fit. */
  long wrapped(long value) {
    return switch (this) {
      case UINT8 -> value & 0xFF;
      case INT8 -> (byte) value;
      case INT16 -> (short) value;
      case INT32 -> (int) value;
      case BOOL, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> value;
    };
  }

  /** A number as this type of floats holds it: the nearest, of two the even one. */
  double rounded(double value) {
    return switch (this) {
      case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
      case BFLOAT16 -> {
        int bits = Float.floatToRawIntBits((float) value);
        int up = Double.isNaN(value) ? 0 : 0x7FFF + (bits >>> 16 & 1);
        yield Float.intBitsToFloat(bits + up & 0xFFFF0000);
      }
      case BOOL, UINT8, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 -> value;
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

  /** What comes of this and a plain number: the number decides only if its category is higher. */
  public DType besides(DType number) {
    return number.category.compareTo(category) > 0 ? number : this;
  }

  /** What comes of both together: a bool gives way to a whole number, that to a float. */
  public DType promote(DType other) {
    DType larger = compareTo(other) >= 0 ? this : other;
    DType smaller = larger == this ? other : this;
    if (larger == INT8 && smaller == UINT8) {
      return INT16;
    }
    return larger == BFLOAT16 && smaller == FLOAT16 ? FLOAT32 : larger;
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
