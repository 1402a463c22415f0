package io.trainyard.job;

import org.jspecify.annotations.Nullable;

/**
 * A job has another name.
 *
 * @param name the new one; null for none
 */
public record JobRenamed(String jobId, @Nullable String name) implements JobEvent {}
