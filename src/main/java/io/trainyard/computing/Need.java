package io.trainyard.computing;

/**
 * What a computation may take.
 *
 * @param seconds of a processor's time
 * @param bytes of memory, about; what is beyond all that there is for requests takes all of it
 */
public record Need(long seconds, long bytes) {}
