package io.trainyard.job;

/** How many jobs are in a state. */
record StatusCount(JobStatus status, long jobs) {}
