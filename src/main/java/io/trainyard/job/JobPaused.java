package io.trainyard.job;

/** A job has been put by until it is resumed. */
public record JobPaused(String jobId) implements JobEvent {}
