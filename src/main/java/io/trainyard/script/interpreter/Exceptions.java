package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The classes of errors, from which those of a text derive.
 *
 * @see <a href="https://docs.python.org/3/library/exceptions.html#exception-hierarchy">Exception
 *     hierarchy</a>
 */
public final class Exceptions {

  private static final String ARGS = "args";
  private static final String CAUSE = "__cause__";

  /** Each class behind that which it derives from. */
  private static final String HIERARCHY =
      """
      Exception BaseException
      KeyboardInterrupt BaseException
      SystemExit BaseException
      GeneratorExit BaseException
      ArithmeticError Exception
      ZeroDivisionError ArithmeticError
      OverflowError ArithmeticError
      FloatingPointError ArithmeticError
      LookupError Exception
      IndexError LookupError
      KeyError LookupError
      AssertionError Exception
      AttributeError Exception
      EOFError Exception
      ImportError Exception
      ModuleNotFoundError ImportError
      MemoryError Exception
      NameError Exception
      UnboundLocalError NameError
      OSError Exception
      FileNotFoundError OSError
      PermissionError OSError
      TimeoutError OSError
      RuntimeError Exception
      NotImplementedError RuntimeError
      RecursionError RuntimeError
      StopIteration Exception
      SyntaxError Exception
      TypeError Exception
      ValueError Exception
      UnicodeError ValueError
      Warning Exception
      UserWarning Warning
      DeprecationWarning Warning
      FutureWarning Warning
      RuntimeWarning Warning
      PendingDeprecationWarning Warning
      ResourceWarning Warning
      """;

  private static final TypeValue BASE =
      TypeValue.builtIn("BaseException")
          .method("__init__", Exceptions::initialize)
          .method("__str__", Exceptions::str)
          .method("__repr__", Exceptions::repr)
          .method("with_traceback", call -> call.positional().getFirst());

  private static final Map<String, TypeValue> TYPES = types();

  private Exceptions() {}

  private static Map<String, TypeValue> types() {
    Map<String, TypeValue> types = new LinkedHashMap<>();
    types.put(BASE.name(), BASE);
    HIERARCHY
        .lines()
        .forEach(line -> {
          String[] both = line.split(" ", -1);
          types.put(
              both[0], TypeValue.builtIn(both[0], Objects.requireNonNull(types.get(both[1]))));
        });
    types.put("IOError", Objects.requireNonNull(types.get("OSError")));
    types.put("EnvironmentError", Objects.requireNonNull(types.get("OSError")));
    return Collections.unmodifiableMap(types);
  }

  static void addTo(Map<String, Object> table) {
    table.putAll(TYPES);
  }

  private static ObjectValue self(Call call) {
    return (ObjectValue) call.positional().getFirst();
  }

  private static Object initialize(Call call) {
    self(call)
        .attributes()
        .put(ARGS, new TupleValue(call.positional().subList(1, call.positional().size())));
    return None.NONE;
  }

  private static List<Object> args(ObjectValue error) {
    return error.own(ARGS) instanceof TupleValue tuple ? tuple.items() : List.of();
  }

  private static Object str(Call call) {
    List<Object> args = args(self(call));
    if (args.isEmpty()) {
      return "";
    }
    Object shown = args.size() == 1 ? args.getFirst() : new TupleValue(args);
    boolean isKey = self(call).type().derivesFrom(type("KeyError"));
    return isKey
        ? Texts.repr(shown, call.position(), call.session())
        : Texts.str(shown, call.position(), call.session());
  }

  private static Object repr(Call call) {
    List<Object> args = args(self(call));
    String name = self(call).type().name();
    String all = Texts.repr(new TupleValue(args), call.position(), call.session());
    return name + (args.size() == 1 ? all.substring(0, all.length() - 2) + ")" : all);
  }

  private static TypeValue type(String name) {
    return Objects.requireNonNull(TYPES.get(name), name);
  }

  /** Whether a value is an error, so that it can be raised. */
  static boolean isError(Object value) {
    return value instanceof ObjectValue object && object.type().derivesFrom(BASE);
  }

  static boolean isErrorType(Object value) {
    return value instanceof TypeValue type && type.derivesFrom(BASE);
  }

  /** An error that a text raises, to be thrown. */
  static ScriptException raised(ObjectValue error, Position position, Session session) {
    if (error.own(ARGS) == null) {
      error.attributes().put(ARGS, TupleValue.of());
    }
    String message = Texts.str(error, position, session);
    ErrorKind kind = kind(error.type());
    String name = error.type().name();
    boolean isOwn = !name.equals(kind.word());
    var thrown =
        new ScriptException(
            kind, position, isOwn ? name + (message.isEmpty() ? "" : ": " + message) : message);
    thrown.raised(error);
    return thrown;
  }

  /** The nearest kind that is built in. */
  private static ErrorKind kind(TypeValue type) {
    return Arrays.stream(ErrorKind.values())
        .filter(kind -> kind != ErrorKind.SHAPE_ERROR && kind != ErrorKind.LIMIT_ERROR)
        .filter(kind -> kind.word().equals(type.name()))
        .findFirst()
        .orElseGet(() ->
            Arrays.stream(ErrorKind.values())
                .filter(kind -> kind != ErrorKind.SHAPE_ERROR && kind != ErrorKind.LIMIT_ERROR)
                .filter(kind -> TYPES.containsKey(kind.word()))
                .filter(kind -> type.derivesFrom(type(kind.word())))
                .reduce((first, second) ->
                    type(second.word()).derivesFrom(type(first.word())) ? second : first)
                .orElse(ErrorKind.RUNTIME_ERROR));
  }

  /** What {@code except … as name} gives: the error as a value. */
  public static ObjectValue value(ScriptException thrown) {
    if (thrown.raised() instanceof ObjectValue known) {
      return known;
    }
    var error = new ObjectValue(TYPES.getOrDefault(thrown.kind().word(), type("RuntimeError")));
    String message = String.valueOf(thrown.getMessage());
    String key = "there is no key '";
    Object shown =
        message.startsWith(key) ? message.substring(key.length(), message.length() - 1) : message;
    error.attributes().put(ARGS, TupleValue.of(shown));
    thrown.raised(error);
    return error;
  }

  static void cause(ObjectValue error, Object cause) {
    error.attributes().put(CAUSE, cause);
  }

  /** Whether an error is one of a class, or of one of several. */
  public static boolean matches(ScriptException thrown, Object types, Position position) {
    List<Object> all = types instanceof TupleValue tuple ? tuple.items() : List.of(types);
    TypeValue type = value(thrown).type();
    for (Object wanted : new ArrayList<>(all)) {
      if (wanted instanceof TupleValue) {
        if (matches(thrown, wanted, position)) {
          return true;
        }
      } else if (!isErrorType(wanted)) {
        throw ErrorKind.TYPE_ERROR.at(
            position, "catching classes that do not inherit from BaseException is not allowed");
      } else if (type.derivesFrom((TypeValue) wanted)) {
        return true;
      }
    }
    return false;
  }
}
