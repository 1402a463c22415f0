package io.trainyard.script.value;

/** The {@code ...} of a subscript. */
public enum Ellipsis {
  ELLIPSIS;

  @Override
  public String toString() {
    return "Ellipsis";
  }
}
