package io.trainyard.job;

import io.trainyard.training.EpochResult;
import java.util.List;

/**
 * Epochs that were not in the history before are now.
 *
 * @param results in order, at least one
 */
public record EpochsRecorded(String jobId, List<EpochResult> results) implements JobEvent {}
