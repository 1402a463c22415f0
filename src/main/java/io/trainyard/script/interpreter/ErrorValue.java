package io.trainyard.script.interpreter;

import io.trainyard.script.value.ErrorKind;

/** What a text raises: {@code ValueError("…")}. */
record ErrorValue(ErrorKind kind, String message) {
  @Override
  public String toString() {
    return Texts.plain(this);
  }
}
