package io.trainyard.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A worker began an attempt at a job.
 *
 * @param name what the user calls it
 * @param attempt its number, from 1
 * @param queueWait how long the job stood in the queue; zero when it was taken from a lost worker
 */
public record JobStarted(
    String jobId, @Nullable String name, int attempt, AttemptCause cause, Duration queueWait)
    implements JobEvent {}
