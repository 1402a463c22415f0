package io.trainyard.preparation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the training rows besides their columns.
 *
 * @param classes of the target in order; null for numbers
 * @param values by row: places in the classes, or numbers; null when the target is several columns
 * @param seed decides everything random
 */
public record Supervision(@Nullable List<String> classes, double @Nullable [] values, long seed) {}
