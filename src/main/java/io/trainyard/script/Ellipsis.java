package io.trainyard.script;

/** The {@code ...} of a subscript. */
public enum Ellipsis {
  ELLIPSIS;

  @Override
  public String toString() {
    return "Ellipsis";
  }
}
