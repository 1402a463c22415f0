package io.trainyard.script.python;

import io.trainyard.script.value.Context;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code warnings}: nobody reads them here, so they go nowhere. */
final class WarningsModule {

  private WarningsModule() {}

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name : List.of("warn", "filterwarnings", "simplefilter", "resetwarnings")) {
      Library.open(members, name, call -> None.NONE);
    }
    Library.open(members, "catch_warnings", call -> Context.without(new ListValue(List.of())));
    return members;
  }
}
