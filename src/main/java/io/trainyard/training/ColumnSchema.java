package io.trainyard.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as a plan sees it, before its values are read.
 *
 * @param name its header
 * @param type what its values are
 * @param classes its categories in the order of their code points, or its different numbers in the
 *     order of their values, written shortest ({@code 0}, {@code 1.5}); null when there are too
 *     many to be classes
 * @param missing how many rows have no value
 * @param firstMissingLine the line of the file of the first of them, counted from 1; 0 when none is
 *     missing
 */
public record ColumnSchema(
    String name,
    ColumnType type,
    @Nullable List<String> classes,
    long missing,
    long firstMissingLine) {}
