package io.trainyard.dataset;

import org.jspecify.annotations.Nullable;

/**
 * Something in a table that was read and yet may not be what was meant.
 *
 * @param column the column, null if it is the table
 * @param line the line of the file where it shows first, 1-based; null if it is no line
 * @param code a word for programs
 * @param detail a sentence: what was found, what became of it, and what to do
 */
public record Warning(@Nullable String column, @Nullable Long line, String code, String detail) {}
