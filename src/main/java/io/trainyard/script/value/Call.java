package io.trainyard.script.value;

import java.util.List;
import java.util.Map;

/**
 * What a callable is called with.
 *
 * @param position the place of the call, for errors
 * @param positional arguments without a name
 * @param keywords arguments by name, in order
 * @param session whom to ask for limits, random numbers and modes
 */
public record Call(
    Position position, List<Object> positional, Map<String, Object> keywords, Session session) {

  public Call {
    positional = List.copyOf(positional);
  }

  /** The same call with one more argument before the others: how a method gets its object. */
  public Call with(Object self) {
    List<Object> all = new java.util.ArrayList<>(positional.size() + 1);
    all.add(self);
    all.addAll(positional);
    return new Call(position, all, keywords, session);
  }

  /** An error of that kind at the place of the call, to be thrown. */
  public ScriptException error(ErrorKind kind, String message) {
    return kind.at(position, message);
  }
}
