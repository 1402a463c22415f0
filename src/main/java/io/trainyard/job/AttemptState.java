package io.trainyard.job;

import org.jspecify.annotations.Nullable;

/**
 * What the database says of a job that somebody works on.
 *
 * @param attempt the number of the latest attempt
 * @param node whose it is; null when that was not noted
 */
public record AttemptState(String jobId, JobStatus status, int attempt, @Nullable Node node) {}
