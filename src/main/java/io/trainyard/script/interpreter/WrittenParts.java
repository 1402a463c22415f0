package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Parser;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.value.WrittenMembers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Carries out what of the modules is written in the language itself; each is read once. */
final class WrittenParts {

  private static final Map<String, List<Statement>> READ = new ConcurrentHashMap<>();

  private WrittenParts() {}

  static Map<String, Object> carriedOut(
      String module, WrittenMembers members, Map<String, Object> prelude, Interpreter interpreter) {
    List<Statement> statements =
        READ.computeIfAbsent(module, name -> Parser.ofLibrary(members.text()));
    Scope scope = Scope.global(prelude);
    scope.put("__name__", module);
    interpreter.block(statements, scope);
    Map<String, Object> names = new TreeMap<>(scope.own());
    names.remove("__name__");
    return names;
  }
}
