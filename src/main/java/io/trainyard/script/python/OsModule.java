package io.trainyard.script.python;

import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.TupleValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code os}: names of files can be put together; files themselves are out of reach. */
final class OsModule {

  private OsModule() {}

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name :
        List.of(
            "environ",
            "getenv",
            "putenv",
            "listdir",
            "makedirs",
            "mkdir",
            "remove",
            "rename",
            "system",
            "popen",
            "walk",
            "getcwd",
            "chdir",
            "urandom",
            "cpu_count")) {
      members.put(name, refused("os." + name));
    }
    members.put("sep", "/");
    members.put("linesep", "\n");
    members.put("name", "posix");
    return members;
  }

  private static Object refused(String name) {
    return new NativeFunction(
        name,
        call -> {
          throw call.error(
              ErrorKind.UNSUPPORTED,
              name + " is not there: a text reaches no files, no processes and no environment");
        });
  }

  static Map<String, Object> path() {
    Map<String, Object> members = new LinkedHashMap<>();
    Library.open(members, "join", OsModule::join);
    Library.function(
        members,
        "basename",
        a -> a.text("path").substring(a.text("path").lastIndexOf('/') + 1),
        "path");
    Library.function(
        members,
        "dirname",
        a -> a.text("path").substring(0, Math.max(0, a.text("path").lastIndexOf('/'))),
        "path");
    Library.function(
        members,
        "splitext",
        a -> {
          String path = a.text("path");
          int dot = path.lastIndexOf('.');
          boolean has = dot > path.lastIndexOf('/') + 1;
          return TupleValue.of(has ? path.substring(0, dot) : path, has ? path.substring(dot) : "");
        },
        "path");
    for (String name : List.of("exists", "isfile", "isdir", "abspath", "getsize", "expanduser")) {
      members.put(name, refused("os.path." + name));
    }
    return members;
  }

  private static Object join(Call call) {
    var path = new StringBuilder();
    for (Object part : call.positional()) {
      if (!(part instanceof String text)) {
        throw call.error(
            ErrorKind.TYPE_ERROR, "join() expects strings, got " + Language.described(part, call));
      }
      if (text.startsWith("/")) {
        path.setLength(0);
      } else if (!path.isEmpty() && path.charAt(path.length() - 1) != '/') {
        path.append('/');
      }
      path.append(text);
      call.session().claimItems(path.length(), call.position());
    }
    return path.toString();
  }
}
