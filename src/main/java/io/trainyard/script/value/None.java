package io.trainyard.script.value;

/** Python's {@code None}. */
public enum None {
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
