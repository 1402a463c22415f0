package io.trainyard.tensor;

/** Hears of what operations are about to take, and may throw something to prevent it. */
public interface Claims {

  /** Told of the shape of each tensor that is made, before it gets memory. */
  void tensor(Shape shape);

  /** Told about how many floating-point operations come next, also when they are only recorded. */
  void work(long operations);
}
