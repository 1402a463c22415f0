package io.trainyard.job;

/** A finished job and its losses are gone. */
public record JobDeleted(String jobId) implements JobEvent {}
