package io.trainyard.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a column.
 *
 * @param min smallest value of a number column that has one, otherwise null; likewise {@code max},
 *     {@code mean} and {@code std}
 * @param std standard deviation over all values (divided by their count, as a StandardScaler does)
 * @param missing how many rows have no value
 * @param first_missing_line the line of the file where the first of them begins, 1-based; 0 if none
 * @param classes the categories by code point, or the distinct numbers in ascending order as text;
 *     null for text and when there are more than 1000 numbers
 */
public record Column(
    String name,
    ColumnType type,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double mean,
    @Nullable Double std,
    long missing,
    long first_missing_line,
    @Nullable List<String> classes) {}
