package io.trainyard.script.python;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code logging}: goes to where nobody reads here; levels are kept. */
final class LoggingModule {

  private LoggingModule() {}

  private static final Map<String, Long> LEVELS = levels();

  private static Map<String, Long> levels() {
    Map<String, Long> levels = new LinkedHashMap<>();
    levels.put("NOTSET", 0L);
    levels.put("DEBUG", 10L);
    levels.put("INFO", 20L);
    levels.put("WARNING", 30L);
    levels.put("ERROR", 40L);
    levels.put("CRITICAL", 50L);
    return Collections.unmodifiableMap(levels);
  }

  private static final class Logger implements NativeValue {
    private final String name;
    private final long[] rootLevel;
    private long level;

    private Logger(String name, long[] rootLevel) {
      this.name = name;
      this.rootLevel = rootLevel;
    }

    @Override
    public String typeName() {
      return "Logger";
    }

    private long effective() {
      return level == 0 ? rootLevel[0] : level;
    }

    @Override
    public @Nullable Object attribute(String attribute) {
      return switch (attribute) {
        case "name" -> name;
        case "level" -> level;
        case "propagate" -> true;
        case "handlers" -> new ListValue(List.of());
        case "setLevel" ->
            new NativeFunction(
                "setLevel",
                call -> {
                  level = level(new Arguments(call, "setLevel", "level").get("level"));
                  return None.NONE;
                });
        case "isEnabledFor" ->
            new NativeFunction(
                "isEnabledFor",
                call ->
                    new Arguments(call, "isEnabledFor", "level").integer("level") >= effective());
        case "getEffectiveLevel" -> new NativeFunction("getEffectiveLevel", call -> effective());
        default ->
            names().contains(attribute) ? new NativeFunction(attribute, call -> None.NONE) : null;
      };
    }

    @Override
    public Set<String> names() {
      return Set.of(
          "name",
          "level",
          "propagate",
          "handlers",
          "setLevel",
          "isEnabledFor",
          "getEffectiveLevel",
          "debug",
          "info",
          "warning",
          "warn",
          "error",
          "exception",
          "critical",
          "log",
          "addHandler",
          "removeHandler");
    }
  }

  private static long level(Object given) {
    return given instanceof Long whole
        ? whole
        : LEVELS.getOrDefault(String.valueOf(given).toUpperCase(Locale.ROOT), 0L);
  }

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>(LEVELS);
    members.put("WARN", 30L);
    members.put("FATAL", 50L);
    long[] rootLevel = {30};
    Map<String, Logger> loggers = new LinkedHashMap<>();
    Library.function(
        members,
        "getLogger",
        a -> {
          String name = a.optional("name") instanceof String text ? text : "root";
          return loggers.computeIfAbsent(name, key -> new Logger(key, rootLevel));
        },
        "name?");
    Library.open(
        members,
        "basicConfig",
        call -> {
          Object given = call.keywords().get("level");
          rootLevel[0] = given == null ? rootLevel[0] : level(given);
          return None.NONE;
        });
    Library.function(
        members,
        "getLevelName",
        a ->
            LEVELS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(a.get("level")))
                .map(entry -> (Object) entry.getKey())
                .findFirst()
                .orElse("Level " + Language.str(a.get("level"), a.call())),
        "level");
    for (String name :
        List.of(
            "debug",
            "info",
            "warning",
            "error",
            "exception",
            "critical",
            "log",
            "disable",
            "StreamHandler",
            "Formatter",
            "NullHandler")) {
      Library.open(members, name, call -> None.NONE);
    }
    return members;
  }
}
