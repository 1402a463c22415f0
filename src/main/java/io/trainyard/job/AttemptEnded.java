package io.trainyard.job;

/**
 * This node no longer works on a job, whatever has become of the job: it may have finished, be back
 * in the queue, or belong to a later attempt of another node.
 *
 * @param attempt the number of the attempt that is over
 */
public record AttemptEnded(String jobId, int attempt) implements JobEvent {}
