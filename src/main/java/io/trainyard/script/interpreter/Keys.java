package io.trainyard.script.interpreter;

import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.TupleValue;

/** What can be a key of a dict or an item of a set. */
final class Keys {

  private static final int DEEPEST = 5;
  private static final int LONGEST = 20;

  private Keys() {}

  /**
   * The key itself, if it can be one. Tuples may be small only: to look for one is to go through
   * all that is in it.
   */
  static Object checked(Object key, Position position, Session session) {
    return checked(key, 0, position, session);
  }

  private static Object checked(Object key, int depth, Position position, Session session) {
    if (key instanceof ListValue || key instanceof DictValue || key instanceof SetValue) {
      throw ErrorKind.TYPE_ERROR.at(
          position, "unhashable type: '" + Types.name(key, session) + "'");
    }
    if (key instanceof TupleValue tuple) {
      if (depth >= DEEPEST || tuple.items().size() > LONGEST) {
        throw ErrorKind.LIMIT_ERROR.at(position, "this tuple is too large to be a key");
      }
      session.steps(tuple.items().size(), position);
      tuple.items().forEach(item -> checked(item, depth + 1, position, session));
    }
    return key;
  }
}
