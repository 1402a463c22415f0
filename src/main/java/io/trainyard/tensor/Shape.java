package io.trainyard.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The sizes of a tensor's dimensions, outermost first; {@code []} is a scalar. */
public final class Shape {

  /** As many as PyTorch's operations take. */
  private static final int MOST_DIMENSIONS = 64;

  private final int[] dims;

  private Shape(int... dims) {
    this.dims = dims;
  }

  /**
   * The shape of those sizes.
   *
   * @throws ShapeException when one is negative
   */
  public static Shape of(int... dims) {
    if (dims.length > MOST_DIMENSIONS) {
      throw new ShapeException(
          "a tensor can have at most " + MOST_DIMENSIONS + " dimensions, got " + dims.length);
    }
    for (int dim : dims) {
      if (dim < 0) {
        throw new ShapeException("a dimension cannot have the size " + dim);
      }
    }
    return new Shape(dims.clone());
  }

  /** How many dimensions there are. */
  public int rank() {
    return dims.length;
  }

  /** The size of a dimension; negative ones count from the end. */
  public int size(int dim) {
    return dims[normalized(dim)];
  }

  /** All sizes, as a copy. */
  public int[] dims() {
    return dims.clone();
  }

  /** How many elements a tensor of this shape has. */
  public long numel() {
    long count = 1;
    for (int dim : dims) {
      count = Math.multiplyExact(count, (long) dim);
    }
    return count;
  }

  /**
   * A dimension counted from the front.
   *
   * @throws ShapeException when there is none of that number
   */
  public int normalized(int dim) {
    int positive = dim < 0 ? dim + dims.length : dim;
    if (positive < 0 || positive >= dims.length) {
      throw new DimensionException(
          dims.length == 0
              ? "Dimension specified as " + dim + " but tensor has no dimensions"
              : "Dimension out of range (expected to be in range of ["
                  + -dims.length
                  + ", "
                  + (dims.length - 1)
                  + "], but got "
                  + dim
                  + ")");
    }
    return positive;
  }

  /** This shape with another size in one dimension. */
  public Shape with(int dim, int size) {
    int[] changed = dims.clone();
    changed[normalized(dim)] = size;
    return of(changed);
  }

  /** This shape without one dimension. */
  public Shape without(int dim) {
    int gone = normalized(dim);
    int[] rest = new int[dims.length - 1];
    System.arraycopy(dims, 0, rest, 0, gone);
    System.arraycopy(dims, gone + 1, rest, gone, rest.length - gone);
    return new Shape(rest);
  }

  /** This shape with a dimension of size 1 put in; negative places count from the end. */
  public Shape inserted(int dim) {
    int[] more = new int[dims.length + 1];
    int at = dim < 0 ? dim + more.length : dim;
    if (at < 0 || at >= more.length) {
      throw new DimensionException(
          "Dimension out of range (expected to be in range of ["
              + -more.length
              + ", "
              + (more.length - 1)
              + "], but got "
              + dim
              + ")");
    }
    System.arraycopy(dims, 0, more, 0, at);
    more[at] = 1;
    System.arraycopy(dims, at, more, at + 1, dims.length - at);
    return of(more);
  }

  /**
   * This shape with all dimensions between two, both included, made into one.
   *
   * @throws ShapeException when the last comes before the first
   */
  public Shape flattened(int startDim, int endDim) {
    if (dims.length == 0) {
      return of(1);
    }
    int start = normalized(startDim);
    int end = normalized(endDim);
    if (start > end) {
      throw new ShapeException("flatten() has invalid args: start_dim cannot come after end_dim");
    }
    int[] flat = new int[dims.length - (end - start)];
    System.arraycopy(dims, 0, flat, 0, start);
    flat[start] = span(start, end + 1);
    System.arraycopy(dims, end + 1, flat, start + 1, dims.length - end - 1);
    return of(flat);
  }

  /** The product of the sizes of the dimensions from one (included) to another (excluded). */
  public int span(int from, int to) {
    long count = 1;
    for (int i = from; i < to; i++) {
      count = Math.multiplyExact(count, (long) dims[i]);
    }
    return Math.toIntExact(count);
  }

  /**
   * The shape that both fit into: aligned at the end, a size of 1 stretches.
   *
   * @throws ShapeException when two sizes differ and none is 1
   */
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    int[] joined = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int a = i <= rank() ? dims[rank() - i] : 1;
      int b = i <= other.rank() ? other.dims[other.rank() - i] : 1;
      if (a != b && a != 1 && b != 1) {
        throw new ShapeException(
            "The size of tensor a ("
                + a
                + ") must match the size of tensor b ("
                + b
                + ") at non-singleton dimension "
                + (rank - i));
      }
      joined[rank - i] = a == 1 ? b : a;
    }
    return new Shape(joined);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
