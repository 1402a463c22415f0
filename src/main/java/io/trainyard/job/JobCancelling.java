package io.trainyard.job;

/** A running job was told to stop. */
public record JobCancelling(String jobId) implements JobEvent {}
