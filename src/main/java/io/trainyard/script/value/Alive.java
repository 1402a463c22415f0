package io.trainyard.script.value;

/**
 * What is alive.
 *
 * @param elements of tensors, and working memory that is kept for gradients
 * @param looked how many things were looked at to find out
 */
public record Alive(long elements, long looked) {}
