package io.trainyard.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Nothing will happen to a job any more.
 *
 * @param outcome one of the finished states
 * @param duration from the start of its first attempt; null when it never started
 */
public record JobFinished(
    String jobId, JobStatus outcome, StatusReason reason, @Nullable Duration duration)
    implements JobEvent {}
