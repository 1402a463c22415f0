package io.trainyard.optim;

/** Holds the arguments of optimizers and schedulers to what they may be. */
final class Arguments {

  private Arguments() {}

  /**
   * @throws IllegalArgumentException with the message, unless the condition holds
   */
  static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
