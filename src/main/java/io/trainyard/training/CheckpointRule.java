package io.trainyard.training;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import org.jspecify.annotations.Nullable;

/**
 * When a run is written down, so that it can go on from there.
 *
 * @param every_seconds after so much work, or a little more where writing takes long; null for
 *     never
 * @param every_epochs at the end of every so many-th epoch; null for never
 * @param keep_latest how many of the newest stay
 * @param keep_best how many stay besides, of those whose last epoch had the lowest test loss, or
 *     training loss where there are no rows to test on
 */
public record CheckpointRule(
    @Default("5") @Bounds(min = 0, minExclusive = true) @Nullable Double every_seconds,
    @Bounds(min = 1) @Nullable Integer every_epochs,
    @Default("1") @Bounds(min = 1, max = 100) int keep_latest,
    @Default("1") @Bounds(min = 0, max = 100) int keep_best) {}
