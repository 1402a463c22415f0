package io.trainyard.job;

/** A worker that stops put its job back into the queue. */
public record JobPutBack(String jobId) implements JobEvent {}
