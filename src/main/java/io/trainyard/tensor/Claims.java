package io.trainyard.tensor;

/**
 * Whoever has operations carried out: says for which place, hears of what they are about to take,
 * and may throw something to prevent it.
 */
public interface Claims {

  /** The place in a text; its words are for users. */
  Object place();

  /** Told of the shape and the type of each tensor that is made, before it gets memory. */
  void tensor(Shape shape, DType dtype);

  /** Told of the working memory that an operation takes besides, in floats, before it does. */
  void scratch(long floats);

  /** Told about how many floating-point operations come next, also when they are only recorded. */
  void work(long operations);
}
