package io.trainyard.job;

/**
 * A paused job goes on.
 *
 * @param status what it is now: queued, or running where its worker had not left it yet
 */
public record JobResumed(String jobId, JobStatus status) implements JobEvent {}
