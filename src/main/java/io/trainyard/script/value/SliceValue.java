package io.trainyard.script.value;

/**
 * The {@code start:stop:step} of a subscript; what is left out is {@link None}.
 *
 * @param start a Long or None
 * @param stop a Long or None
 * @param step a Long or None
 */
public record SliceValue(Object start, Object stop, Object step) {}
