package io.trainyard.job.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of a history.
 *
 * @param train_loss may be infinite or not a number, as may every other loss and metric
 * @param test_loss null when there are no test rows
 * @param metrics by name with the split before it; empty when none were asked for
 * @param seconds how long the epoch took
 */
public record LossRow(
    int epoch,
    double train_loss,
    @Nullable Double test_loss,
    double learning_rate,
    Map<String, Double> metrics,
    double seconds) {}
