package io.trainyard.preparation;

/** What becomes of columns that no entry names. */
public enum Remainder {
  /** They are left out. */
  DROP,
  /** They come last, as they are. */
  PASSTHROUGH
}
