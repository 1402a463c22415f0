package io.trainyard.job;

import java.time.Duration;

/**
 * A running job can go on from here.
 *
 * @param bytes how long the checkpoint is, about
 * @param duration how long it took to be written, beside training
 */
public record CheckpointStored(String jobId, long bytes, Duration duration) {}
