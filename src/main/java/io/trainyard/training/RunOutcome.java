package io.trainyard.training;

import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param reason why
 * @param model what was learned; null unless the run came to its end with finite losses
 */
public record RunOutcome(StopReason reason, @Nullable TrainedModel model) {}
