package io.trainyard.script.python;

import io.trainyard.script.interpreter.Copies;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code copy}: values of their own that are equal to others. */
final class CopyModule {

  private CopyModule() {}

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    Library.function(members, "copy", a -> Copies.shallow(a.get("x"), a.call()), "x");
    Library.function(members, "deepcopy", a -> Copies.deep(a.get("x"), a.call()), "x", "memo?");
    return members;
  }
}
