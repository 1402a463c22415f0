package io.trainyard.tensor;

/** Says that a shape has no dimension of that number. */
public final class DimensionException extends ShapeException {

  private static final long serialVersionUID = 1L;

  DimensionException(String message) {
    super(message);
  }
}
