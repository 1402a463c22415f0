package io.trainyard.tensor;

/** A computation has taken longer than it may. */
public final class OutOfTimeException extends RuntimeException {

  /**
   * @param sentence for users, without a place
   */
  public OutOfTimeException(String sentence) {
    super(sentence);
  }
}
