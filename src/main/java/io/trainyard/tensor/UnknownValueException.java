package io.trainyard.tensor;

/** Says that a value was asked for while a step is recorded, before there are any. */
public final class UnknownValueException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  UnknownValueException(String message) {
    super(message);
  }
}
