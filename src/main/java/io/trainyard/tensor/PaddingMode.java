package io.trainyard.tensor;

/** What padding holds. */
public enum PaddingMode {
  /** Nothing but zeros. */
  ZEROS,
  /** The elements mirrored at the edge, which itself is not repeated. */
  REFLECT,
  /** The element at the edge, again and again. */
  REPLICATE,
  /** The elements from the other end. */
  CIRCULAR;

  /** Where the element for a place comes from; -1 for a zero. */
  int source(int at, int length) {
    if (at >= 0 && at < length) {
      return at;
    }
    return switch (this) {
      case ZEROS -> -1;
      case REFLECT -> at < 0 ? -at : 2 * (length - 1) - at;
      case REPLICATE -> at < 0 ? 0 : length - 1;
      case CIRCULAR -> at < 0 ? at + length : at - length;
    };
  }

  /**
   * Holds a padding against the elements it is taken from.
   *
   * @throws ShapeException when there are too few
   */
  void require(Sliding window, int length) {
    int most =
        switch (this) {
          case ZEROS, REPLICATE -> Integer.MAX_VALUE;
          case REFLECT -> length - 1;
          case CIRCULAR -> length;
        };
    if (Math.max(window.before(), window.after()) > most) {
      throw new ShapeException(
          "Padding of "
              + Math.max(window.before(), window.after())
              + " cannot be taken from "
              + length
              + " elements: the most is "
              + most);
    }
  }
}
