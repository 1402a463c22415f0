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

  /**
   * @throws IllegalArgumentException when a schedule wants to cycle a momentum that is not there
   */
  static void requireMomentum(Optimizer optimizer, boolean cycle_momentum) {
    require(
        !cycle_momentum || optimizer.hasMomentum(),
        "optimizer must support momentum or beta1 with `cycle_momentum` option enabled, which "
            + optimizer.getClass().getSimpleName()
            + " does not");
  }
}
