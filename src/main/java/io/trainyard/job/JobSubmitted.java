package io.trainyard.job;

import org.jspecify.annotations.Nullable;

/**
 * A job was accepted and waits for a worker.
 *
 * @param name what the user calls it
 */
public record JobSubmitted(String jobId, @Nullable String name) implements JobEvent {}
