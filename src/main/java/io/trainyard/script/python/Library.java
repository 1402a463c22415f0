package io.trainyard.script.python;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.value.NativeFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** All modules by name. Each text has its own, because some of them remember something. */
public final class Library {

  private Library() {}

  public static Map<String, Map<String, Object>> modules() {
    Map<String, Map<String, Object>> modules = new LinkedHashMap<>();
    modules.put("abc", AbcModule.members());
    modules.put("collections", CollectionsModule.members());
    modules.put("contextlib", ContextlibModule.members());
    modules.put("copy", CopyModule.members());
    modules.put("dataclasses", DataclassesModule.members());
    modules.put("enum", EnumModule.members());
    modules.put("functools", FunctoolsModule.members());
    modules.put("inspect", InspectModule.members());
    modules.put("itertools", ItertoolsModule.members());
    modules.put("logging", LoggingModule.members());
    modules.put("operator", OperatorModule.members());
    modules.put("os", OsModule.members());
    modules.put("os.path", OsModule.path());
    modules.put("random", RandomModule.members());
    modules.put("re", ReModule.members());
    modules.put("sys", SysModule.members());
    modules.put("time", TimeModule.members());
    modules.put("warnings", WarningsModule.members());
    return modules;
  }

  /** A function with named arguments; those that end in a question mark may be left out. */
  static void function(
      Map<String, Object> members,
      String name,
      Function<Arguments, Object> body,
      String... parameters) {
    members.put(
        name, new NativeFunction(name, call -> body.apply(new Arguments(call, name, parameters))));
  }

  /** A function that takes whatever comes. */
  static void open(Map<String, Object> members, String name, NativeFunction.Body body) {
    members.put(name, new NativeFunction(name, body));
  }
}
