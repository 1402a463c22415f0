package io.trainyard.training;

/**
 * What a run will take.
 *
 * @param memory_bytes the data, the parameters, the optimizer's state and every buffer of a
 *     recorded step
 * @param seconds a rough guess from the number of instructions and operations of all steps
 */
public record RunEstimate(long memory_bytes, double seconds) {}
