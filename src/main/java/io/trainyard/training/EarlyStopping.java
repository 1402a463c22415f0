package io.trainyard.training;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;

/**
 * Ends a run that no longer gets better.
 *
 * @param monitor what to watch: {@code train_loss}, {@code test_loss}, or one of the run's metrics
 *     with its split, {@code test_accuracy}
 * @param patience how many epochs without an improvement are one too many
 * @param min_delta what is watched has improved when it is better than the best by more than this
 * @param restore_best whether the model gets the parameters of its best epoch
 */
public record EarlyStopping(
    @Default(Monitor.TEST_LOSS) String monitor,
    @Default("10") @Bounds(min = 1) int patience,
    @Default("0.0") @Bounds(min = 0) double min_delta,
    @Default("true") boolean restore_best) {}
