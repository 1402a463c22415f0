package io.trainyard.script.value;

/** What kind of fault a text has: Python's name for it, and the fault code of the contract. */
public enum ErrorKind {
  SYNTAX_ERROR("SyntaxError", "malformed"),
  UNSUPPORTED("NotImplementedError", "malformed"),
  NAME_ERROR("NameError", "unknown_name"),
  ATTRIBUTE_ERROR("AttributeError", "unknown_name"),
  IMPORT_ERROR("ImportError", "unknown_name"),
  TYPE_ERROR("TypeError", "wrong_type"),
  VALUE_ERROR("ValueError", "invalid_value"),
  INDEX_ERROR("IndexError", "invalid_value"),
  STOP_ITERATION("StopIteration", "invalid_value"),
  KEY_ERROR("KeyError", "invalid_value"),
  ZERO_DIVISION_ERROR("ZeroDivisionError", "invalid_value"),
  ASSERTION_ERROR("AssertionError", "invalid_value"),
  RUNTIME_ERROR("RuntimeError", "invalid_value"),
  SHAPE_ERROR("RuntimeError", "shape_mismatch"),
  LIMIT_ERROR("LimitError", "limit_exceeded");

  private final String word;
  private final String code;

  ErrorKind(String word, String code) {
    this.word = word;
    this.code = code;
  }

  /** Python's name: {@code TypeError}. */
  public String word() {
    return word;
  }

  /** The code of a fault of a request: {@code wrong_type}. */
  public String code() {
    return code;
  }

  /** An error of this kind at a place, to be thrown. */
  public ScriptException at(Position position, String message) {
    return new ScriptException(this, position, message);
  }
}
