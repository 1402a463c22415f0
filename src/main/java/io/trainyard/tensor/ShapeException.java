package io.trainyard.tensor;

/** Says that tensors of these shapes cannot be used so; the message carries the shapes. */
public sealed class ShapeException extends IllegalArgumentException permits DimensionException {

  private static final long serialVersionUID = 1L;

  public ShapeException(String message) {
    super(message);
  }
}
