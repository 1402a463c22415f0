package io.trainyard.training;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;

/**
 * Ends a run whose loss no longer falls.
 *
 * @param monitor the loss to watch
 * @param patience how many epochs without an improvement are one too many
 * @param min_delta a loss has improved when it is lower than the best by more than this
 * @param restore_best whether the model gets the parameters of its best epoch
 */
public record EarlyStopping(
    @Default("test_loss") Monitor monitor,
    @Default("10") @Bounds(min = 1) int patience,
    @Default("0.0") @Bounds(min = 0) double min_delta,
    @Default("true") boolean restore_best) {

  /** The losses that can be watched. */
  public enum Monitor {
    TRAIN_LOSS,
    TEST_LOSS
  }
}
