package io.trainyard.job;

/** A running job was told to pause. */
public record JobPausing(String jobId) implements JobEvent {}
