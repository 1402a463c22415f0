package io.trainyard.signature;

/** What remembers how it was made, so that it can be printed and made again. */
public interface Made {

  /** Tells it the recipe, once, when it has been made. */
  void madeBy(Recipe<?> recipe);
}
