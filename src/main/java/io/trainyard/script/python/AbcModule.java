package io.trainyard.script.python;

import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Decorated;
import io.trainyard.script.value.TypeValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code abc}: abstract classes, which are not told apart from others here. */
final class AbcModule {

  private AbcModule() {}

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("ABC", TypeValue.builtIn("ABC"));
    members.put("ABCMeta", TypeValue.builtIn("ABCMeta"));
    Library.function(members, "abstractmethod", a -> a.get("function"), "function");
    Library.function(
        members,
        "abstractproperty",
        a -> new Decorated.Property((Callable) a.get("function"), null),
        "function");
    return members;
  }
}
