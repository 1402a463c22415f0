package io.trainyard.training;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one epoch gave.
 *
 * @param epoch its number, from 0
 * @param train_loss with {@code reduction: "sum"} the sum of the batch losses, otherwise their mean
 *     weighted by rows
 * @param test_loss the loss of the test rows after the epoch's last step, in evaluation mode; null
 *     without a test split
 * @param learning_rate the one the epoch began with
 * @param metrics by name with the split before it ({@code train_accuracy}); empty when none were
 *     asked for
 * @param seconds how long it took
 * @param samples how many training rows it read
 * @param steps how many optimizer steps it made
 */
public record EpochResult(
    int epoch,
    double train_loss,
    @Nullable Double test_loss,
    double learning_rate,
    Map<String, Double> metrics,
    double seconds,
    long samples,
    long steps) {}
