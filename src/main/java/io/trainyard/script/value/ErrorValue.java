package io.trainyard.script.value;

/** What a text raises: {@code ValueError("…")}. */
public record ErrorValue(ErrorKind kind, String message) {
  @Override
  public String toString() {
    return kind.word() + "(" + Quoted.of(message) + ")";
  }
}
