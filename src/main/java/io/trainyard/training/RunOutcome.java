package io.trainyard.training;

import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param reason why
 * @param model what was learned up to the epoch that counts, see {@link TrainingRun#kept}; null
 *     when no epoch was finished
 */
public record RunOutcome(StopReason reason, @Nullable TrainedModel model) {}
