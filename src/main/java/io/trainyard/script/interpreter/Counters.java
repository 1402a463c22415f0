package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import java.util.ArrayList;
import java.util.List;

/** What {@code collections.Counter} knows beyond a dict. */
final class Counters {

  private Counters() {}

  static void counted(DictValue counts, Object given, Call call) {
    boolean isDict = given instanceof DictValue;
    for (Object key : Iteration.list(given, call.position(), call.session())) {
      Object known = counts.get(Keys.checked(key, call.position(), call.session()));
      Object more = isDict ? ((DictValue) given).get(key) : (Object) 1L;
      counts.put(
          key,
          Arithmetic.binary(
              "+",
              known == null ? 0L : known,
              more == null ? 0L : more,
              call.position(),
              call.session()));
    }
  }

  /** The keys of a counter, the most frequent first. */
  static List<Object> mostCommon(DictValue counts) {
    List<Object> keys = new ArrayList<>(counts.keys());
    keys.sort((a, b) ->
        Double.compare(
            counts.get(b) instanceof Number more ? more.doubleValue() : 0,
            counts.get(a) instanceof Number less ? less.doubleValue() : 0));
    return keys;
  }
}
