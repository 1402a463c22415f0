package io.trainyard.tensor;

/**
 * A window that slides along one dimension.
 *
 * @param size how many elements it sees
 * @param stride how far it moves from one place to the next
 * @param before how many elements of padding stand before the first element
 * @param after how many stand behind the last
 * @param dilation how far the elements that it sees are apart
 */
public record Sliding(int size, int stride, int before, int after, int dilation) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is too small to make sense
   */
  public Sliding {
    if (size < 1 || stride < 1 || dilation < 1) {
      throw new IllegalArgumentException(
          "kernel size, stride and dilation have to be at least 1, but got "
              + size
              + ", "
              + stride
              + " and "
              + dilation);
    }
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "negative padding is not supported, but got " + Math.min(before, after));
    }
  }

  /** A window without padding whose elements are neighbours. */
  public static Sliding of(int size, int stride) {
    return new Sliding(size, stride, 0, 0, 1);
  }

  /** From the first element that it sees to behind the last. */
  private long span() {
    return dilation * (size - 1L) + 1;
  }

  /**
   * How many places it has on so many elements.
   *
   * @throws ShapeException when there is none
   */
  int places(int length) {
    return Math.toIntExact(room(length) / stride + 1);
  }

  /**
   * As {@link #places}, and one more for what is left over, if that place begins before the padding
   * at the end.
   */
  int placesCovering(int length) {
    long places = (room(length) + stride - 1) / stride + 1;
    return Math.toIntExact((places - 1) * stride >= (long) length + before ? places - 1 : places);
  }

  private long room(int length) {
    long padded = (long) length + before + after;
    if (padded < span()) {
      throw new ShapeException(
          "Kernel size can't be greater than actual input size: it spans "
              + span()
              + " elements, and there are "
              + padded
              + " with padding");
    }
    return padded - span();
  }

  /** How many elements it needs for so many places, and no more. */
  int length(int places) {
    return Math.toIntExact((places - 1L) * stride + span() - before - after);
  }

  /** The same window with that much less padding at the end, if there is so much. */
  Sliding endingAfter(int extra) {
    return new Sliding(size, stride, before, Math.max(0, after - extra), dilation);
  }

  /** The element that it sees as its k-th at a place; outside of the elements it is padding. */
  int source(int place, int k) {
    return Math.toIntExact((long) place * stride - before + (long) k * dilation);
  }
}
