package io.trainyard.script.value;

import io.trainyard.signature.FaultException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a text, and where in it. */
public final class ScriptException extends FaultException {

  private static final long serialVersionUID = 1L;

  /** Words of the text itself can be in a message, and have no end. */
  private static final int LONGEST_MESSAGE = 2000;

  private final ErrorKind kind;
  private final int line;
  private final int column;
  private transient @Nullable Object raised;

  public ScriptException(ErrorKind kind, Position position, String message) {
    this(kind, position, message, null);
  }

  public ScriptException(
      ErrorKind kind, Position position, String message, @Nullable Throwable cause) {
    super(shortened(message), cause);
    this.kind = kind;
    this.line = position.line();
    this.column = position.column();
  }

  private static String shortened(String message) {
    return message.length() > LONGEST_MESSAGE
        ? message.substring(0, LONGEST_MESSAGE) + "…"
        : message;
  }

  /** The error as a value of the text; null while nobody asked for it. */
  public @Nullable Object raised() {
    return raised;
  }

  public void raised(Object error) {
    raised = error;
  }

  /**
   * Whether a text may deal with it: not with the end of what it may use up, nor with what is not
   * taken here and would be in Python.
   */
  public boolean isCatchable() {
    return kind != ErrorKind.LIMIT_ERROR
        && kind != ErrorKind.SYNTAX_ERROR
        && (kind != ErrorKind.UNSUPPORTED || raised != null);
  }

  public ErrorKind kind() {
    return kind;
  }

  /**
   * The same error at another place, where it arose in what comes with the language: a text is told
   * of its own lines.
   */
  public ScriptException outside(Position place) {
    if (line != Position.OF_LIBRARY.line() || place.equals(Position.OF_LIBRARY)) {
      return this;
    }
    var moved = new ScriptException(kind, place, String.valueOf(getMessage()), getCause());
    moved.raised = raised;
    return moved;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1. */
  public int column() {
    return column;
  }

  @Override
  public String code() {
    return kind.code();
  }

  /** Where it is and what it is: {@code line 3, column 9: NameError: …}. */
  @Override
  public String sentence() {
    return new Position(line, column) + ": " + kind.word() + ": " + getMessage();
  }
}
