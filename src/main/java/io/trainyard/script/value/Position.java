package io.trainyard.script.value;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
public record Position(int line, int column) {

  /** Where a text begins. */
  public static final Position START = new Position(1, 1);

  /** Where all stands that comes with the language and is written in it. */
  public static final Position OF_LIBRARY = new Position(0, 0);

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
