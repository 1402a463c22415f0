package io.trainyard.script.interpreter;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import java.util.function.Supplier;

/** The border between a text and the rest. */
final class Guard {

  private Guard() {}

  /** Runs a part of a text; what is left of the stack is no concern of whoever asked. */
  static <T> T run(Position position, Session session, Supplier<T> work) {
    try {
      return session.within(work);
    } catch (StackOverflowError e) {
      throw new ScriptException(
          ErrorKind.LIMIT_ERROR, position, "the text is nested too deeply to be carried out", e);
    }
  }
}
