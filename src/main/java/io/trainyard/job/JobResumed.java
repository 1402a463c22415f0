package io.trainyard.job;

/** A job that was put by goes on. */
public record JobResumed(String jobId) implements JobEvent {}
