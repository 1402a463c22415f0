package io.trainyard.script.python;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TupleValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code sys}: what a text may know of where it runs. */
final class SysModule {

  private SysModule() {}

  /** {@code sys.stdout}: what is written there is printed; to {@code sys.stderr} nobody listens. */
  private record Stream(String name, boolean isHeard) implements NativeValue {
    @Override
    public String typeName() {
      return "TextIOWrapper";
    }

    @Override
    public @Nullable Object attribute(String attribute) {
      return switch (attribute) {
        case "write" -> new NativeFunction("write", this::write);
        case "flush" -> new NativeFunction("flush", call -> None.NONE);
        case "isatty" -> new NativeFunction("isatty", call -> false);
        case "name" -> "<" + name + ">";
        default -> null;
      };
    }

    private Object write(Call call) {
      String text = new Arguments(call, "write", "text").text("text");
      if (isHeard) {
        call.session().print(text, call.position());
      }
      return (long) text.length();
    }

    @Override
    public Set<String> names() {
      return Set.of("write", "flush", "isatty", "name");
    }
  }

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", "3.11.0 (a part of the language, carried out without Python)");
    members.put("version_info", new TupleValue(List.of(3L, 11L, 0L, "final", 0L)));
    members.put("maxsize", Long.MAX_VALUE);
    members.put("platform", "linux");
    members.put("byteorder", "little");
    members.put("argv", new ListValue(List.of("text.py")));
    members.put("path", new ListValue(List.of()));
    members.put("stdout", new Stream("stdout", true));
    members.put("stderr", new Stream("stderr", false));
    Library.function(
        members, "getrecursionlimit", a -> (long) a.call().session().limits().nesting());
    Library.function(members, "setrecursionlimit", a -> None.NONE, "limit");
    Library.function(members, "getsizeof", a -> 64L, "object");
    Library.function(
        members,
        "exit",
        a -> {
          throw a.call().error(ErrorKind.RUNTIME_ERROR, "the text ends itself by sys.exit()");
        },
        "arg?");
    return members;
  }
}
