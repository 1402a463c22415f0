package io.trainyard.script.torch.nn;

import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the attributes of a module that carry a value from one forward to the next. A step is
 * recorded once and repeated, so that what a forward leaves behind would be there only once.
 */
final class Carried {

  private final Map<String, Long> readIn = new HashMap<>();
  private final Map<String, Long> setIn = new HashMap<>();

  /**
   * Takes down that an attribute is read.
   *
   * @throws ScriptException when an earlier forward has set it
   */
  void read(String name, Call at) {
    Long set = setIn.get(name);
    if (set == null) {
      readIn.put(name, at.session().call());
    } else if (set != at.session().call()) {
      throw fault("'" + name + "' was set by an earlier forward", name, at.position());
    }
  }

  /**
   * Takes down that an attribute is set.
   *
   * @param known what it is by now
   * @throws ScriptException when it has been read before in this forward
   */
  void set(String name, @Nullable Object known, Object value, Call at) {
    boolean isNew = known == null || !Language.isUnchanged(known, value, at);
    Long read = readIn.get(name);
    if (isNew && read != null && read == at.session().call()) {
      throw fault("'" + name + "' is read and then set anew", name, at.position());
    }
    setIn.put(name, at.session().call());
  }

  static ScriptException fault(String what, String name, Position position) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return ErrorKind.RUNTIME_ERROR.at(
        position,
        what
            + ", which carries a value from one forward to the next; a step is recorded once and"
            + " repeated, so make it in __init__ or anew in each forward, or keep it as a buffer:"
            + " self.register_buffer('"
            + last.replace("[…]", "")
            + "', …)");
  }
}
